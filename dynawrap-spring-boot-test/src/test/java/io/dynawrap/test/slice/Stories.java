package io.dynawrap.test.slice;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class Stories {

    private final ItemStore store;

    Stories(ItemStore store) {
        this.store = store;
    }

    List<Story> of(String owner) {
        return store.query(Story.class, KeyValues.of("owner", owner)).list();
    }
}
