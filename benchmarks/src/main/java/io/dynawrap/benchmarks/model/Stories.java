package io.dynawrap.benchmarks.model;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dynawrap.mapping.ItemType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Makes stories, and knows how code without Dynawrap writes them. */
public final class Stories {

    /** What a good engineer would write stories with: Jackson, with times as text. */
    public static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    /** The version that Dynawrap stores beside a draft. */
    public static final String DRAFT_VERSION = ItemType.of(Draft.class).schemaVersion();

    /** The version that Dynawrap stores beside a story. */
    public static final String VERSION = ItemType.of(Story.class).schemaVersion();

    private static final String CONTENT =
            "It was a dark and stormy night; the rain fell in torrents, and the wind swept up the streets. ".repeat(3);

    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00.123456Z");

    private Stories() {}

    /**
     * One story. The same arguments make an equal one.
     *
     * @param owner its owner
     * @param number its number, from which all else follows
     * @return the story
     */
    public static Story story(String owner, int number) {
        return new Story(
                owner,
                String.format(Locale.ROOT, "%08d", number),
                "Story number " + number + " of \"" + owner + "\"",
                CONTENT,
                number * 37L,
                number % 2 == 0,
                EPOCH.plusSeconds(number),
                List.of("fiction", "night", "tag-" + number % 10));
    }

    /**
     * Stories of one owner.
     *
     * @param owner the owner
     * @param count how many
     * @return the stories in the order of their keys
     */
    public static List<Story> stories(String owner, int count) {
        return IntStream.range(0, count).mapToObj(n -> story(owner, n)).toList();
    }

    /**
     * One draft, which was never written.
     *
     * @param owner its owner
     * @param number its number, from which all else follows
     * @return the draft
     */
    public static Draft draft(String owner, long number) {
        return new Draft(owner, String.format(Locale.ROOT, "%08d", number), "Draft number " + number, CONTENT, 0);
    }

    /**
     * The partition key as code without Dynawrap would make it.
     *
     * @param owner the owner
     * @return the key
     */
    public static String partitionKey(String owner) {
        return "USER#" + owner;
    }

    /**
     * The sort key as code without Dynawrap would make it.
     *
     * @param storyId the story's id
     * @return the key
     */
    public static String sortKey(String storyId) {
        return "STORY#" + storyId;
    }

    /**
     * The sort key of a draft as code without Dynawrap would make it.
     *
     * @param draftId the draft's id
     * @return the key
     */
    public static String draftSortKey(String draftId) {
        return "DRAFT#" + draftId;
    }
}
