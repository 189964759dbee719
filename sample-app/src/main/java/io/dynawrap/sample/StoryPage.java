package io.dynawrap.sample;

import io.dynawrap.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of an owner's stories.
 *
 * @param items the stories
 * @param cursor the cursor of the next page, or {@code null} on the last page
 */
record StoryPage(List<StoryBody> items, @Nullable String cursor) {

    static StoryPage of(Page<Story> page) {
        return new StoryPage(page.items().stream().map(StoryBody::of).toList(), page.nextCursor());
    }
}
