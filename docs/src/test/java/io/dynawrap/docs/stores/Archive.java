package io.dynawrap.docs.stores;

import io.dynawrap.ItemStore;
import io.dynawrap.docs.stores.archive.ClosedStory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;

@Service
class Archive {

    private final ItemStore store;
    private final ItemStore archive;

    Archive(ItemStore store, @Qualifier("archive") ItemStore archive) {
        this.store = store;
        this.archive = archive;
    }

    void close(Story story, int year) {
        archive.save(new ClosedStory(year, story.storyId(), story.title()));
        store.delete(story);
    }
}
