package io.dynawrap.docs.mocked;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import java.util.List;
import org.springframework.stereotype.Service;

/** A part of the application that is tested without a database. */
@Service
class Stories {

    private final ItemStore store;

    Stories(ItemStore store) {
        this.store = store;
    }

    String title(String owner, String storyId) {
        return store.get(Story.class, KeyValues.of("owner", owner, "storyId", storyId))
                .map(Story::title)
                .orElse("no title");
    }

    List<Story> of(String owner) {
        return store.query(Story.class, KeyValues.of("owner", owner)).list();
    }
}
