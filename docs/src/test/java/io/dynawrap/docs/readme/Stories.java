package io.dynawrap.docs.readme;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

@Service
class Stories {

    private final ItemStore store;

    Stories(ItemStore store) {
        this.store = store;
    }

    Page<Story> of(String owner, @Nullable String cursor) {
        return store.query(Story.class, KeyValues.of("owner", owner)).page(20, cursor);
    }
}
