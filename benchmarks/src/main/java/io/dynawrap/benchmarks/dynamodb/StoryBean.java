package io.dynawrap.benchmarks.dynamodb;

import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;

/** A story as the Enhanced Client maps a bean. */
@DynamoDbBean
@SuppressWarnings("NullAway.Init") // the mapper sets each field after the constructor
public class StoryBean {

    private String partitionKey;
    private String sortKey;
    private String schemaVersion;
    private String owner;
    private String storyId;
    private String title;
    private String content;
    private long likes;
    private boolean published;
    private Instant createdAt;
    private List<String> tags;

    /** A bean without values. */
    public StoryBean() {}

    static StoryBean of(Story story) {
        StoryBean bean = new StoryBean();
        bean.setPartitionKey(Stories.partitionKey(story.owner()));
        bean.setSortKey(Stories.sortKey(story.storyId()));
        bean.setSchemaVersion(Stories.VERSION);
        bean.setOwner(story.owner());
        bean.setStoryId(story.storyId());
        bean.setTitle(story.title());
        bean.setContent(story.content());
        bean.setLikes(story.likes());
        bean.setPublished(story.published());
        bean.setCreatedAt(story.createdAt());
        bean.setTags(story.tags());
        return bean;
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
    public String getPartitionKey() {
        return partitionKey;
    }

    /**
     * Sets the partition key.
     *
     * @param partitionKey the partition key
     */
    public void setPartitionKey(String partitionKey) {
        this.partitionKey = partitionKey;
    }

    /**
     * Gives the sort key.
     *
     * @return the sort key
     */
    @DynamoDbSortKey
    @DynamoDbAttribute("SK")
    public String getSortKey() {
        return sortKey;
    }

    /**
     * Sets the sort key.
     *
     * @param sortKey the sort key
     */
    public void setSortKey(String sortKey) {
        this.sortKey = sortKey;
    }

    /**
     * Gives the schema version.
     *
     * @return the schema version
     */
    @DynamoDbAttribute("schema_version")
    public String getSchemaVersion() {
        return schemaVersion;
    }

    /**
     * Sets the schema version.
     *
     * @param schemaVersion the schema version
     */
    public void setSchemaVersion(String schemaVersion) {
        this.schemaVersion = schemaVersion;
    }

    /**
     * Gives the owner.
     *
     * @return the owner
     */
    public String getOwner() {
        return owner;
    }

    /**
     * Sets the owner.
     *
     * @param owner the owner
     */
    public void setOwner(String owner) {
        this.owner = owner;
    }

    /**
     * Gives the story's id.
     *
     * @return the story's id
     */
    public String getStoryId() {
        return storyId;
    }

    /**
     * Sets the story's id.
     *
     * @param storyId the story's id
     */
    public void setStoryId(String storyId) {
        this.storyId = storyId;
    }

    /**
     * Gives the title.
     *
     * @return the title
     */
    public String getTitle() {
        return title;
    }

    /**
     * Sets the title.
     *
     * @param title the title
     */
    public void setTitle(String title) {
        this.title = title;
    }

    /**
     * Gives the text.
     *
     * @return the text
     */
    public String getContent() {
        return content;
    }

    /**
     * Sets the text.
     *
     * @param content the text
     */
    public void setContent(String content) {
        this.content = content;
    }

    /**
     * Gives the number of likes.
     *
     * @return the number of likes
     */
    public long getLikes() {
        return likes;
    }

    /**
     * Sets the number of likes.
     *
     * @param likes the number of likes
     */
    public void setLikes(long likes) {
        this.likes = likes;
    }

    /**
     * Gives whether it is published.
     *
     * @return whether it is published
     */
    public boolean isPublished() {
        return published;
    }

    /**
     * Sets whether it is published.
     *
     * @param published whether it is published
     */
    public void setPublished(boolean published) {
        this.published = published;
    }

    /**
     * Gives when it was made.
     *
     * @return when it was made
     */
    public Instant getCreatedAt() {
        return createdAt;
    }

    /**
     * Sets when it was made.
     *
     * @param createdAt when it was made
     */
    public void setCreatedAt(Instant createdAt) {
        this.createdAt = createdAt;
    }

    /**
     * Gives the tags.
     *
     * @return the tags
     */
    public List<String> getTags() {
        return tags;
    }

    /**
     * Sets the tags.
     *
     * @param tags the tags
     */
    public void setTags(List<String> tags) {
        this.tags = tags;
    }
}
