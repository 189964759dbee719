package io.dynawrap.sample;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An owner as responses carry it.
 *
 * @param profile the profile, or {@code null} if the owner has no profile
 * @param stories all stories, by their ids
 */
record OwnerBody(@Nullable ProfileBody profile, List<StoryBody> stories) {

    static OwnerBody of(List<OwnerItem> items) {
        ProfileBody profile = null;
        List<StoryBody> stories = new ArrayList<>();
        for (OwnerItem item : items) {
            if (item instanceof Profile found) {
                profile = ProfileBody.of(found);
            } else if (item instanceof Story story) {
                stories.add(StoryBody.of(story));
            }
        }
        return new OwnerBody(profile, stories);
    }
}
