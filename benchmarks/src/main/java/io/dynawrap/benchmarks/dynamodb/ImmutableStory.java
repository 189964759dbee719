package io.dynawrap.benchmarks.dynamodb;

import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbImmutable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;

/** A story as the Enhanced Client maps an immutable class, by its builder. */
@DynamoDbImmutable(builder = ImmutableStoryBuilder.class)
public final class ImmutableStory {

    private final String partitionKey;
    private final String sortKey;
    private final String schemaVersion;
    private final String owner;
    private final String storyId;
    private final String title;
    private final String content;
    private final long likes;
    private final boolean published;
    private final Instant createdAt;
    private final List<String> tags;

    ImmutableStory(ImmutableStoryBuilder builder) {
        this.partitionKey = builder.partitionKey;
        this.sortKey = builder.sortKey;
        this.schemaVersion = builder.schemaVersion;
        this.owner = builder.owner;
        this.storyId = builder.storyId;
        this.title = builder.title;
        this.content = builder.content;
        this.likes = builder.likes;
        this.published = builder.published;
        this.createdAt = builder.createdAt;
        this.tags = builder.tags;
    }

    /**
     * Begins a story.
     *
     * @return a builder without values
     */
    public static ImmutableStoryBuilder builder() {
        return new ImmutableStoryBuilder();
    }

    static ImmutableStory of(Story story) {
        return builder()
                .partitionKey(Stories.partitionKey(story.owner()))
                .sortKey(Stories.sortKey(story.storyId()))
                .schemaVersion(Stories.VERSION)
                .owner(story.owner())
                .storyId(story.storyId())
                .title(story.title())
                .content(story.content())
                .likes(story.likes())
                .published(story.published())
                .createdAt(story.createdAt())
                .tags(story.tags())
                .build();
    }

    Story toStory() {
        return new Story(owner, storyId, title, content, likes, published, createdAt, tags);
    }

    /**
     * Gives the partition key.
     *
     * @return the partition key
     */
    @DynamoDbPartitionKey
    @DynamoDbAttribute("PK")
    public String partitionKey() {
        return partitionKey;
    }

    /**
     * Gives the sort key.
     *
     * @return the sort key
     */
    @DynamoDbSortKey
    @DynamoDbAttribute("SK")
    public String sortKey() {
        return sortKey;
    }

    /**
     * Gives the schema version.
     *
     * @return the schema version
     */
    @DynamoDbAttribute("schema_version")
    public String schemaVersion() {
        return schemaVersion;
    }

    /**
     * Gives the owner.
     *
     * @return the owner
     */
    public String owner() {
        return owner;
    }

    /**
     * Gives the story's id.
     *
     * @return the story's id
     */
    public String storyId() {
        return storyId;
    }

    /**
     * Gives the title.
     *
     * @return the title
     */
    public String title() {
        return title;
    }

    /**
     * Gives the text.
     *
     * @return the text
     */
    public String content() {
        return content;
    }

    /**
     * Gives the number of likes.
     *
     * @return the number of likes
     */
    public long likes() {
        return likes;
    }

    /**
     * Gives whether it is published.
     *
     * @return whether it is published
     */
    public boolean published() {
        return published;
    }

    /**
     * Gives when it was made.
     *
     * @return when it was made
     */
    public Instant createdAt() {
        return createdAt;
    }

    /**
     * Gives the tags.
     *
     * @return the tags
     */
    public List<String> tags() {
        return tags;
    }
}
