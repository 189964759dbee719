package io.dynawrap.benchmarks.dynamodb;

import io.dynawrap.benchmarks.model.Draft;
import io.dynawrap.benchmarks.model.Stories;
import software.amazon.awssdk.enhanced.dynamodb.extensions.annotations.DynamoDbVersionAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;

/** A draft as the Enhanced Client maps a bean with a version. */
@DynamoDbBean
@SuppressWarnings("NullAway.Init") // the mapper sets each field after the constructor
public class DraftBean {

    private String partitionKey;
    private String sortKey;
    private String schemaVersion;
    private String owner;
    private String draftId;
    private String title;
    private String content;
    private Long version;

    /** A bean without values. */
    public DraftBean() {}

    static DraftBean of(Draft draft) {
        DraftBean bean = new DraftBean();
        bean.setPartitionKey(Stories.partitionKey(draft.owner()));
        bean.setSortKey(Stories.draftSortKey(draft.draftId()));
        bean.setSchemaVersion(Stories.DRAFT_VERSION);
        bean.setOwner(draft.owner());
        bean.setDraftId(draft.draftId());
        bean.setTitle(draft.title());
        bean.setContent(draft.content());
        bean.setVersion(draft.version());
        return bean;
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
     * Gives the id.
     *
     * @return the id
     */
    public String getDraftId() {
        return draftId;
    }

    /**
     * Sets the id.
     *
     * @param draftId the id
     */
    public void setDraftId(String draftId) {
        this.draftId = draftId;
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
     * Gives the number of writes.
     *
     * @return the number of writes
     */
    @DynamoDbVersionAttribute
    public Long getVersion() {
        return version;
    }

    /**
     * Sets the number of writes.
     *
     * @param version the number of writes
     */
    public void setVersion(Long version) {
        this.version = version;
    }
}
