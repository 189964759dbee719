package io.dynawrap.docs.stores;

import io.dynawrap.ItemStore;
import org.springframework.stereotype.Component;

@Component
class TenantTables {

    private final ItemStore store;

    TenantTables(ItemStore store) {
        this.store = store;
    }

    ItemStore of(String tenant) {
        return store.table("stories-" + tenant);
    }
}
