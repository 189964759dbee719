package io.dynawrap.sample;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A story as requests and answers carry it. What is stored may change without this, and the other way round.
 *
 * @param owner who wrote it
 * @param storyId tells the owner's stories apart
 * @param title the title
 * @param content the text
 */
record StoryBody(
        @Nullable String owner,
        @Nullable String storyId,
        @Nullable String title,
        @Nullable String content) {

    static StoryBody of(Story story) {
        return new StoryBody(story.owner(), story.storyId(), story.title(), story.content());
    }

    /** This story under the key of a path. The body may leave the key out, but not name another one. */
    StoryBody at(String pathOwner, String pathStoryId) {
        requireSame("owner", owner, pathOwner);
        requireSame("storyId", storyId, pathStoryId);
        return new StoryBody(pathOwner, pathStoryId, title, content);
    }

    /** The form to be stored. What cannot be part of a key, as an empty or missing id, is left for the store to refuse. */
    Story toStory() {
        return new Story(pathSegment("owner", owner), pathSegment("storyId", storyId), title, content, null);
    }

    private static void requireSame(String field, @Nullable String inBody, String inPath) {
        if (inBody != null && !inBody.equals(inPath)) {
            throw new InvalidFieldException(field, "The " + field + " of the body is not the one of the path.");
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
