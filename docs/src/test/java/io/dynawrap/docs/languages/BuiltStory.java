package io.dynawrap.docs.languages;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import io.dynawrap.DbItem;
import io.dynawrap.SchemaVersion;
import java.util.Objects;

/** What Lombok generates for {@code @Value}, {@code @Builder} and {@code @Jacksonized}, with the annotation copied to the builder. */
@DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
@JsonDeserialize(builder = BuiltStory.BuiltStoryBuilder.class)
public final class BuiltStory {

    private final String owner;
    private final String storyId;
    private final String title;

    @SchemaVersion
    private final String schemaVersion;

    BuiltStory(String owner, String storyId, String title, String schemaVersion) {
        this.owner = owner;
        this.storyId = storyId;
        this.title = title;
        this.schemaVersion = schemaVersion;
    }

    public static BuiltStoryBuilder builder() {
        return new BuiltStoryBuilder();
    }

    public String getOwner() {
        return owner;
    }

    public String getStoryId() {
        return storyId;
    }

    public String getTitle() {
        return title;
    }

    public String getSchemaVersion() {
        return schemaVersion;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof BuiltStory other
                && owner.equals(other.owner)
                && storyId.equals(other.storyId)
                && title.equals(other.title);
    }

    @Override
    public int hashCode() {
        return Objects.hash(owner, storyId, title);
    }

    @JsonPOJOBuilder(withPrefix = "", buildMethodName = "build")
    public static final class BuiltStoryBuilder {

        private String owner;
        private String storyId;
        private String title;
        private String schemaVersion;

        BuiltStoryBuilder() {}

        public BuiltStoryBuilder owner(String owner) {
            this.owner = owner;
            return this;
        }

        public BuiltStoryBuilder storyId(String storyId) {
            this.storyId = storyId;
            return this;
        }

        public BuiltStoryBuilder title(String title) {
            this.title = title;
            return this;
        }

        @SchemaVersion
        public BuiltStoryBuilder schemaVersion(String schemaVersion) {
            this.schemaVersion = schemaVersion;
            return this;
        }

        public BuiltStory build() {
            return new BuiltStory(owner, storyId, title, schemaVersion);
        }
    }
}
