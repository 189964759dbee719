package io.dynawrap.docs.languages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidModelException;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.docs.Server;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.mapping.ItemType;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Classes of the shapes that Lombok and the compiler of Kotlin generate, written by hand. Every item is compared. */
class LanguagesGuideTest {

    private static final KeyValues KEY = KeyValues.of("owner", "johndoe", "storyId", "1");

    /** Of Lombok's {@code @Value} alone: nothing names the parameters of the constructor. */
    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
    static final class PlainValueStory {

        private final String owner;
        private final String storyId;

        PlainValueStory(String owner, String storyId) {
            this.owner = owner;
            this.storyId = storyId;
        }

        public String getOwner() {
            return owner;
        }

        public String getStoryId() {
            return storyId;
        }
    }

    /** Of Kotlin's {@code @JvmRecord data class}: a record, with methods for destructuring and copies. */
    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
    record RecordStory(String owner, String storyId, String title, boolean isPublic) {

        public String component1() {
            return owner;
        }

        public String component2() {
            return storyId;
        }

        public String component3() {
            return title;
        }

        public boolean component4() {
            return isPublic;
        }

        public RecordStory copy(String owner, String storyId, String title, boolean isPublic) {
            return new RecordStory(owner, storyId, title, isPublic);
        }
    }

    /** Of Kotlin's {@code data class} with an annotated constructor. */
    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
    static final class AnnotatedStory {

        private final String owner;
        private final String storyId;
        private final String title;

        @JsonCreator
        AnnotatedStory(
                @JsonProperty("owner") String owner,
                @JsonProperty("storyId") String storyId,
                @JsonProperty("title") String title) {
            this.owner = owner;
            this.storyId = storyId;
            this.title = title;
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

        public String component1() {
            return owner;
        }

        public String component2() {
            return storyId;
        }

        public String component3() {
            return title;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof AnnotatedStory other
                    && owner.equals(other.owner)
                    && storyId.equals(other.storyId)
                    && title.equals(other.title);
        }

        @Override
        public int hashCode() {
            return Objects.hash(owner, storyId, title);
        }
    }

    /** Of a Kotlin property named {@code isPublic}, whose getter has the same name, so that Jackson calls it "public". */
    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
    static final class BooleanStory {

        private final String owner;
        private final String storyId;
        private final boolean isPublic;

        @JsonCreator
        BooleanStory(
                @JsonProperty("owner") String owner,
                @JsonProperty("storyId") String storyId,
                @JsonProperty("isPublic") boolean isPublic) {
            this.owner = owner;
            this.storyId = storyId;
            this.isPublic = isPublic;
        }

        public String getOwner() {
            return owner;
        }

        public String getStoryId() {
            return storyId;
        }

        public boolean isPublic() {
            return isPublic;
        }
    }

    /** The same with {@code @get:JsonProperty}. */
    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
    static final class NamedBooleanStory {

        private final String owner;
        private final String storyId;
        private final boolean isPublic;

        @JsonCreator
        NamedBooleanStory(
                @JsonProperty("owner") String owner,
                @JsonProperty("storyId") String storyId,
                @JsonProperty("isPublic") boolean isPublic) {
            this.owner = owner;
            this.storyId = storyId;
            this.isPublic = isPublic;
        }

        public String getOwner() {
            return owner;
        }

        public String getStoryId() {
            return storyId;
        }

        @JsonProperty("isPublic")
        public boolean isPublic() {
            return isPublic;
        }
    }

    /** As Kotlin checks a parameter whose type is not nullable. */
    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
    record CheckedStory(String owner, String storyId, String title) {

        CheckedStory {
            Objects.requireNonNull(title, "Parameter specified as non-null is null: parameter title");
        }
    }

    private static <T> void assertThatItComesBack(Server server, T story) {
        ItemStore store =
                DefaultItemStore.builder(server.backend()).checkEveryItem(true).build();
        store.createTable("stories");
        @SuppressWarnings("unchecked")
        Class<T> model = (Class<T>) story.getClass();
        assertThat(store.save(story)).isEqualTo(story);
        assertThat(store.get(model, KEY)).contains(story);
        assertThat(store.query(model, KeyValues.of("owner", "johndoe")).list()).containsExactly(story);
    }

    @ParameterizedTest
    @EnumSource
    void aClassWithABuilderIsAModel(Server server) {
        BuiltStory story = BuiltStory.builder()
                .owner("johndoe")
                .storyId("1")
                .title("The sea")
                .build();

        assertThatItComesBack(server, story);
    }

    @Test
    void theVersionIsShownByAClassWithABuilder() {
        ItemStore store = new DefaultItemStore(Server.POSTGRES.backend());
        store.createTable("stories");

        BuiltStory saved = store.save(BuiltStory.builder()
                .owner("johndoe")
                .storyId("1")
                .title("The sea")
                .build());

        assertThat(saved.getSchemaVersion())
                .isEqualTo(ItemType.of(BuiltStory.class).schemaVersion());
    }

    @ParameterizedTest
    @EnumSource
    void aClassWithConstructorPropertiesIsAModel(Server server) {
        assertThatItComesBack(server, new ValueStory("johndoe", "1", "The sea"));
    }

    @ParameterizedTest
    @EnumSource
    void aClassWithSettersIsAModel(Server server) {
        assertThatItComesBack(server, new DataStory("johndoe", "1", "The sea"));
    }

    @Test
    void aConstructorWhoseParametersHaveNoNamesIsRefused() {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> ItemType.of(PlainValueStory.class))
                .withMessageContaining("PlainValueStory");
    }

    @ParameterizedTest
    @EnumSource
    void aRecordOfKotlinIsAModel(Server server) {
        assertThatItComesBack(server, new RecordStory("johndoe", "1", "The sea", true));
        assertThat(ItemType.of(RecordStory.class).toMap(new RecordStory("johndoe", "1", "The sea", true)))
                .containsOnlyKeys("owner", "storyId", "title", "isPublic");
    }

    @Test
    void theGetterOfABooleanNeedsTheNameOfItsField() {
        assertThat(ItemType.of(BooleanStory.class).toMap(new BooleanStory("johndoe", "1", true)))
                .containsEntry("public", true)
                .doesNotContainKey("isPublic");
        assertThat(ItemType.of(NamedBooleanStory.class).toMap(new NamedBooleanStory("johndoe", "1", true)))
                .containsEntry("isPublic", true)
                .doesNotContainKey("public");
    }

    @Test
    void anAbsentFieldThatMustNotBeNullMakesAnItemUnreadable() {
        assertThatExceptionOfType(UnreadableItemException.class)
                .isThrownBy(() -> ItemType.of(CheckedStory.class).fromMap(Map.of("owner", "johndoe", "storyId", "1")));
    }

    @ParameterizedTest
    @EnumSource
    void aClassWithAnAnnotatedConstructorIsAModel(Server server) {
        assertThatItComesBack(server, new AnnotatedStory("johndoe", "1", "The sea"));
    }
}
