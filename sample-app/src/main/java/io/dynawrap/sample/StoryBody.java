package io.dynawrap.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A story as requests and responses carry it. This form and the stored form can change independently.
 *
 * @param owner the writer of the story
 * @param storyId identifies the story among those of the owner
 * @param title the title
 * @param content the text
 * @param expiresAt the instant from which the story is absent, to the second; left out if it stays
 */
record StoryBody(
        @Nullable String owner,
        @Nullable String storyId,
        @Nullable String title,
        @Nullable String content,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant expiresAt) {

    static StoryBody of(Story story) {
        return new StoryBody(story.owner(), story.storyId(), story.title(), story.content(), story.expiresAt());
    }

    /** Returns this story under the key of a path. The body may leave out the key, but must not name another key. */
    StoryBody at(String pathOwner, String pathStoryId) {
        requireSame("owner", owner, pathOwner);
        requireSame("storyId", storyId, pathStoryId);
        return new StoryBody(pathOwner, pathStoryId, title, content, expiresAt);
    }

    /**
     * Returns the form to store. The store rejects values that cannot be part of a key, such as an empty or missing id.
     */
    Story toStory() {
        return new Story(pathSegment("owner", owner), pathSegment("storyId", storyId), title, content, expiresAt, null);
    }

    private static void requireSame(String field, @Nullable String inBody, String inPath) {
        if (inBody != null && !inBody.equals(inPath)) {
            throw new InvalidFieldException(
                    field,
                    "The " + field + " of the body differs from that of the path. Leave it out, or give the same.");
        }
    }

    private static String pathSegment(String field, @Nullable String value) {
        if (".".equals(value) || "..".equals(value)) {
            // RFC 3986, section 5.2.4: every client removes them from a path, encoded or not
            throw new InvalidFieldException(field, "The " + field + " cannot be '.' or '..': no path could name it.");
        }
        return Objects.requireNonNullElse(value, "");
    }
}
