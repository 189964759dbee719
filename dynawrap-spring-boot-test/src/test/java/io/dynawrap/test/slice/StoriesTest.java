package io.dynawrap.test.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.autoconfigure.BackendType;
import io.dynawrap.test.ItemStoreTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** The example of docs/testing.md. */
@ItemStoreTest(backends = {BackendType.POSTGRES, BackendType.DYNAMODB})
@Import(Stories.class)
class StoriesTest {

    @Autowired
    private ItemStore store;

    @Autowired
    private Stories stories;

    @Test
    void findsTheStoriesOfAnOwner() {
        Story first = store.save(new Story("johndoe", "1", "One"));
        Story second = store.save(new Story("johndoe", "2", "Two"));
        store.save(new Story("janedoe", "1", "Another"));

        assertThat(stories.of("johndoe")).containsExactly(first, second);
    }

    @Test
    void findsNothingOfAnOwnerWithoutStories() {
        assertThat(stories.of("johndoe")).isEmpty();
        assertThat(store.get(Story.class, KeyValues.of("owner", "johndoe", "storyId", "1")))
                .isEmpty();
    }
}
