package io.dynawrap.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
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
 * @param likes how often the story was liked; requests cannot set it
 */
record StoryBody(
        @Nullable String owner,
        @Nullable String storyId,
        @Nullable String title,
        @Nullable String content,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant expiresAt,

        @JsonProperty(access = JsonProperty.Access.READ_ONLY) @Nullable Long likes) {

    static StoryBody of(Story story) {
        return new StoryBody(
                story.owner(), story.storyId(), story.title(), story.content(), story.expiresAt(), story.likeCount());
    }

    /** Returns this story under the key of a path. The body may leave out the key, but must not name another key. */
    StoryBody at(String pathOwner, String pathStoryId) {
        requireSame("owner", owner, pathOwner);
        requireSame("storyId", storyId, pathStoryId);
        return new StoryBody(pathOwner, pathStoryId, title, content, expiresAt, null);
    }

    /**
     * Returns the form to store. The store rejects values that cannot be part of a key, such as an empty or missing id.
     */
    Story toStory() {
        if ("count".equals(storyId)) {
            throw new InvalidFieldException(
                    "storyId", "The storyId cannot be 'count': its path is that of the number of stories.");
        }
        return new Story(
                pathSegment("owner", owner), pathSegment("storyId", storyId), title, content, expiresAt, null, null);
    }

    private static void requireSame(String field, @Nullable String inBody, String inPath) {
        if (inBody != null && !inBody.equals(inPath)) {
            throw new InvalidFieldException(
                    field,
                    "The " + field + " of the body differs from that of the path. Leave it out, or give the same.");
        }
    }

    /** Returns a part of a key, which a path can name. An absent one becomes an empty one, which the store rejects. */
    static String pathSegment(String field, @Nullable String value) {
        if (".".equals(value) || "..".equals(value)) {
            // RFC 3986, section 5.2.4: every client removes them from a path, encoded or not
            throw new InvalidFieldException(field, "The " + field + " cannot be '.' or '..': no path could name it.");
        }
        return Objects.requireNonNullElse(value, "");
    }
}
