package io.dynawrap.benchmarks.model;

import io.dynawrap.DbItem;
import java.time.Instant;
import java.util.List;

/**
 * What is stored: about 500 bytes of JSON.
 *
 * @param owner in the partition key
 * @param storyId in the sort key
 * @param title a short text
 * @param content a longer text
 * @param likes a number
 * @param published a boolean
 * @param createdAt a time in whole microseconds, which every database can hold
 * @param tags a list
 */
@DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
public record Story(
        String owner,
        String storyId,
        String title,
        String content,
        long likes,
        boolean published,
        Instant createdAt,
        List<String> tags)
        implements Writing {

    /**
     * Returns a copy with another number of likes.
     *
     * @param number the number
     * @return the copy
     */
    public Story withLikes(long number) {
        return new Story(owner, storyId, title, content, number, published, createdAt, tags);
    }
}
