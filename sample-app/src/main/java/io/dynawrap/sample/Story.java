package io.dynawrap.sample;

import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.SchemaVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A story as it is stored. The stories of one owner are a partition, in the order of their ids.
 *
 * @param owner the writer of the story
 * @param storyId identifies the story among those of the owner
 * @param title the title
 * @param content the text
 * @param expiresAt the second from which the story is absent, or {@code null} if it stays
 * @param likes how often the story was liked, or {@code null} if it never was
 * @param schemaVersion the version of the model that the stored item was written with
 */
@DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
public record Story(
        String owner,
        String storyId,
        @Nullable String title,
        @Nullable String content,
        @ExpiresAt @Nullable Instant expiresAt,
        @Nullable Long likes,
        @SchemaVersion @Nullable String schemaVersion)
        implements OwnerItem {

    long likeCount() {
        return likes == null ? 0 : likes;
    }

    Story withOwner(String nextOwner) {
        return new Story(nextOwner, storyId, title, content, expiresAt, likes, schemaVersion);
    }
}
