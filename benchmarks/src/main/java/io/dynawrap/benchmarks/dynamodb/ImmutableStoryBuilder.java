package io.dynawrap.benchmarks.dynamodb;

import java.time.Instant;
import java.util.List;

/** Builds an {@link ImmutableStory}. */
@SuppressWarnings("NullAway.Init") // each field is set before the story is built
public final class ImmutableStoryBuilder {

    String partitionKey;
    String sortKey;
    String schemaVersion;
    String owner;
    String storyId;
    String title;
    String content;
    long likes;
    boolean published;
    Instant createdAt;
    List<String> tags;

    ImmutableStoryBuilder() {}

    /**
     * Sets the partition key.
     *
     * @param partitionKey the partition key
     * @return this
     */
    public ImmutableStoryBuilder partitionKey(String partitionKey) {
        this.partitionKey = partitionKey;
        return this;
    }

    /**
     * Sets the sort key.
     *
     * @param sortKey the sort key
     * @return this
     */
    public ImmutableStoryBuilder sortKey(String sortKey) {
        this.sortKey = sortKey;
        return this;
    }

    /**
     * Sets the schema version.
     *
     * @param schemaVersion the schema version
     * @return this
     */
    public ImmutableStoryBuilder schemaVersion(String schemaVersion) {
        this.schemaVersion = schemaVersion;
        return this;
    }

    /**
     * Sets the owner.
     *
     * @param owner the owner
     * @return this
     */
    public ImmutableStoryBuilder owner(String owner) {
        this.owner = owner;
        return this;
    }

    /**
     * Sets the story's id.
     *
     * @param storyId the story's id
     * @return this
     */
    public ImmutableStoryBuilder storyId(String storyId) {
        this.storyId = storyId;
        return this;
    }

    /**
     * Sets the title.
     *
     * @param title the title
     * @return this
     */
    public ImmutableStoryBuilder title(String title) {
        this.title = title;
        return this;
    }

    /**
     * Sets the text.
     *
     * @param content the text
     * @return this
     */
    public ImmutableStoryBuilder content(String content) {
        this.content = content;
        return this;
    }

    /**
     * Sets the number of likes.
     *
     * @param likes the number of likes
     * @return this
     */
    public ImmutableStoryBuilder likes(long likes) {
        this.likes = likes;
        return this;
    }

    /**
     * Sets whether it is published.
     *
     * @param published whether it is published
     * @return this
     */
    public ImmutableStoryBuilder published(boolean published) {
        this.published = published;
        return this;
    }

    /**
     * Sets when it was made.
     *
     * @param createdAt when it was made
     * @return this
     */
    public ImmutableStoryBuilder createdAt(Instant createdAt) {
        this.createdAt = createdAt;
        return this;
    }

    /**
     * Sets the tags.
     *
     * @param tags the tags
     * @return this
     */
    public ImmutableStoryBuilder tags(List<String> tags) {
        this.tags = tags;
        return this;
    }

    /**
     * Makes the story.
     *
     * @return the story
     */
    public ImmutableStory build() {
        return new ImmutableStory(this);
    }
}
