package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidModelException;
import io.dynawrap.SchemaVersion;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyPattern;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is checked when a model is first used. */
class ItemTypeTest {

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
    record Story(String owner, String storyId, String title) {}

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", viewOf = Story.class)
    record StoryTitle(String owner, String storyId, String title) {}

    private static void refused(Class<?> model, String... parts) {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> ItemCodec.create().type(model))
                .withMessageContaining(model.getSimpleName())
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    @Test
    void typeTellsWhatTheAnnotationSays() {
        ItemType<Story> type = ItemType.of(Story.class);

        assertThat(type.model()).isEqualTo(Story.class);
        assertThat(type.name()).isEqualTo("Story");
        assertThat(type.table()).contains("stories");
        assertThat(type.partitionKey()).isEqualTo(KeyPattern.of("USER#{owner}"));
        assertThat(type.sortKey()).isEqualTo(KeyPattern.of("STORY#{storyId}"));
        assertThat(type.viewOf()).isEmpty();
        assertThat(type).hasToString("Story[USER#{owner}, STORY#{storyId}]");
    }

    @Test
    void modelIsExaminedOnce() {
        ItemCodec codec = ItemCodec.create();

        assertThat(codec.type(Story.class)).isSameAs(codec.type(Story.class));
        assertThat(ItemType.of(Story.class)).isSameAs(ItemType.of(Story.class));
    }

    @Test
    void viewNamesTheModelThatOwnsItsItems() {
        assertThat(ItemType.of(StoryTitle.class).viewOf()).contains(Story.class);
        assertThat(ItemType.of(StoryTitle.class).table()).isEmpty();
    }

    record NoModel(String owner) {}

    @Test
    void classWithoutTheAnnotationIsNoModel() {
        refused(NoModel.class, "has no @DbItem");
    }

    @DbItem(pk = "A#{id}", sk = "B")
    static class Parent {
        public String id = "";
    }

    static class Child extends Parent {}

    @Test
    void annotationIsNotInherited() {
        refused(Child.class, "has no @DbItem", "not inherited");
    }

    @DbItem(pk = "A#{id", sk = "B")
    record BadSyntax(String id) {}

    @Test
    void badSyntaxIsRefusedWithItsPlace() {
        refused(BadSyntax.class, "bad key pattern", "\n  A#{id\n    ^");
    }

    @DbItem(pk = "A#{id}", sk = "B", separator = 'x')
    record BadSeparator(String id) {}

    @Test
    void badSeparatorIsRefused() {
        refused(BadSeparator.class, "the separator 'x' is not allowed");
    }

    @DbItem(pk = "A#{a}{b}", sk = "B")
    record Adjacent(String a, String b) {}

    @Test
    void placeholdersThatAreNotSetApartAreRefused() {
        refused(
                Adjacent.class,
                "no separator '#' is between 'a' and 'b'",
                "Put '#' between them.",
                "\n  A#{a}{b}\n       ^");
    }

    @DbItem(pk = "A#{id}", sk = "B#{other}")
    record UnknownField(String id, @JsonIgnore String other, String storyId) {}

    @Test
    void unknownFieldInAPatternIsRefused() {
        refused(
                UnknownField.class,
                "field 'other' of 'B#{other}' is not a field of the model",
                "id, storyId",
                "\n  B#{other}\n     ^");
    }

    @DbItem(pk = "A#{id}", sk = "B#{hidden}")
    @JsonIgnoreProperties("hidden")
    record HiddenField(String id, String hidden) {}

    @Test
    void fieldThatIsNotSerialisedIsUnknown() {
        refused(HiddenField.class, "field 'hidden' of 'B#{hidden}' is not a field of the model");
    }

    @DbItem(pk = "A#{storyId}", sk = "B")
    record JavaName(@JsonProperty("story_id") String storyId) {}

    @Test
    void placeholderIsTheSerialisedName() {
        refused(JavaName.class, "field 'storyId' of 'A#{storyId}' is not a field of the model", "story_id");
    }

    @DbItem(pk = "A#{id}", sk = "B#{id:04}")
    record TwoWidths(int id) {}

    @Test
    void fieldThatIsPaddedInOnePatternOnlyIsRefused() {
        refused(
                TwoWidths.class,
                "field 'id'",
                "appears elsewhere in the key with another padding. Pad it",
                "\n  B#{id:04}\n     ^");
    }

    @DbItem(pk = "A", sk = "B")
    record FieldPk(@JsonProperty("PK") String key) {}

    @DbItem(pk = "A", sk = "B")
    record FieldSk(@SuppressWarnings("checkstyle") String SK) {}

    record Address(@JsonProperty("K") String key) {}

    @DbItem(pk = "A", sk = "B")
    record UnwrappedPk(@JsonUnwrapped(prefix = "P") Address address) {}

    @Test
    void reservedNamesAreRefused() {
        refused(FieldPk.class, "a field is serialised as 'PK'", "@JsonProperty");
        refused(FieldSk.class, "a field is serialised as 'SK'");
        refused(UnwrappedPk.class, "a field is serialised as 'PK'");
    }

    @DbItem(pk = "A#{pk}", sk = "B#{sk}")
    record LowerCase(String pk, String sk) {}

    @Test
    void reservedNamesInLowerCaseAreOrdinary() {
        assertThat(ItemType.of(LowerCase.class).key(new LowerCase("1", "2"))).isEqualTo(new ItemKey("A#1", "B#2"));
    }

    @DbItem(pk = "A", sk = "B")
    record PlainVersion(@JsonProperty("schema_version") String version) {}

    record Versioned(@SchemaVersion String version) {}

    @DbItem(pk = "A", sk = "B")
    record UnwrappedVersion(@JsonUnwrapped Versioned versioned) {}

    @DbItem(pk = "A", sk = "B")
    record VersionAndUnwrappedVersion(
            @SchemaVersion String version, @JsonUnwrapped Versioned versioned) {}

    @Test
    void fieldCalledSchemaVersionNeedsTheAnnotation() {
        refused(PlainVersion.class, "'schema_version'", "Annotate it with @SchemaVersion");
        refused(UnwrappedVersion.class, "an unwrapped field is serialised as 'schema_version'");
        refused(VersionAndUnwrappedVersion.class, "an unwrapped field is serialised as 'schema_version'");
    }

    @DbItem(pk = "A", sk = "B")
    record NumberVersion(@SchemaVersion int version) {}

    @Test
    void schemaVersionThatIsNoStringIsRefused() {
        refused(NumberVersion.class, "@SchemaVersion is an int. Make it a String.");
    }

    @DbItem(pk = "A", sk = "B")
    record TwoVersions(
            @SchemaVersion String one, @SchemaVersion String two) {}

    @DbItem(pk = "A", sk = "B")
    static class TwoVersionFields {
        @SchemaVersion
        public String one = "";

        @SchemaVersion
        public String two = "";
    }

    @Test
    void secondSchemaVersionIsRefused() {
        refused(TwoVersions.class, "more than one", "@SchemaVersion");
        refused(TwoVersionFields.class, "more than one", "@SchemaVersion");
    }

    @DbItem(pk = "A#{schema_version}", sk = "B")
    record VersionInKey(@SchemaVersion String version) {}

    @Test
    void schemaVersionCannotBePartOfAKey() {
        refused(VersionInKey.class, "changes with the model and cannot be part of a key");
    }

    @DbItem(pk = "A", sk = "B", schemaVersion = "v\0")
    record BadVersionText(String id) {}

    @Test
    void schemaVersionThatCannotBeStoredIsRefused() {
        refused(BadVersionText.class, "schemaVersion", "U+0000");
    }

    @DbItem(pk = "A#{k}", sk = "B")
    record DoubleKey(double k) {}

    @DbItem(pk = "A#{k}", sk = "B")
    record FloatKey(Float k) {}

    @DbItem(pk = "A#{k}", sk = "B")
    record DecimalKey(BigDecimal k) {}

    @DbItem(pk = "A#{k}", sk = "B")
    record ListKey(List<String> k) {}

    @DbItem(pk = "A#{k}", sk = "B")
    record SetKey(Set<String> k) {}

    @DbItem(pk = "A#{k}", sk = "B")
    record ArrayKey(byte[] k) {}

    @DbItem(pk = "A#{k}", sk = "B")
    record RecordKey(Address k) {}

    @DbItem(pk = "A#{k}", sk = "B")
    record OptionalKey(Optional<String> k) {}

    @DbItem(pk = "A#{k}", sk = "B")
    record ObjectKey(Object k) {}

    @DbItem(pk = "A#{k}", sk = "B")
    record CharKey(char k) {}

    @DbItem(pk = "A#{k}", sk = "B")
    record LocalTimeKey(LocalDateTime k) {}

    @ParameterizedTest
    @ValueSource(
            classes = {
                DoubleKey.class,
                FloatKey.class,
                DecimalKey.class,
                ListKey.class,
                SetKey.class,
                ArrayKey.class,
                RecordKey.class,
                OptionalKey.class,
                ObjectKey.class,
                CharKey.class,
                LocalTimeKey.class
            })
    void typeThatCannotBeInAKeyIsRefused(Class<?> model) {
        refused(model, "field 'k' of 'A#{k}' is a", "cannot be part of a key. A key field is a String");
    }

    @DbItem(pk = "A#{id:04}", sk = "B")
    record PaddedText(String id) {}

    @Test
    void paddedFieldThatIsNoIntegerIsRefused() {
        refused(PaddedText.class, "is padded with zeros but is a String");
    }

    enum Level {
        LOW_,
        HIGH
    }

    @DbItem(pk = "A_{level}", sk = "B", separator = '_')
    record LevelKey(Level level) {}

    @DbItem(pk = "A-{id}", sk = "B", separator = '-')
    record DashedUuid(UUID id) {}

    @DbItem(pk = "A-{day}", sk = "B", separator = '-')
    record DashedDate(LocalDate day) {}

    @DbItem(pk = "A:{at}", sk = "B", separator = ':')
    record ColonInstant(Instant at) {}

    @Test
    void typeWhoseTextsContainTheSeparatorIsRefused() {
        refused(LevelKey.class, "is a Level, whose texts contain the separator '_'");
        refused(DashedUuid.class, "is a UUID, whose texts contain the separator '-'");
        refused(DashedDate.class, "is a LocalDate, whose texts contain the separator '-'");
        refused(ColonInstant.class, "is an Instant, whose texts contain the separator ':'");
    }

    @DbItem(pk = "A#{id}", sk = "B", viewOf = Story.class)
    record OtherPatterns(String id) {}

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", viewOf = StoryTitle.class)
    record ViewOfView(String owner, String storyId) {}

    @DbItem(pk = "A", sk = "B", viewOf = NoModel.class)
    record ViewOfNoModel(String id) {}

    @DbItem(pk = "A", sk = "B", viewOf = ViewOfItself.class)
    record ViewOfItself(String id) {}

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", separator = '#', viewOf = Story.class)
    record ViewWithoutField(String owner) {}

    @Test
    void viewHasThePatternsOfAModelThatOwnsItems() {
        refused(OtherPatterns.class, "a view has the patterns", "'USER#{owner}' and 'STORY#{storyId}'");
        refused(ViewOfView.class, "viewOf names StoryTitle", "not a model that owns items");
        refused(ViewOfNoModel.class, "viewOf names NoModel");
        refused(ViewOfItself.class, "viewOf names ViewOfItself");
        refused(ViewWithoutField.class, "field 'storyId'");
    }

    @DbItem(pk = "A", sk = "B")
    static class TwoGetters {
        public String getName() {
            return "";
        }

        @JsonProperty("name")
        public String title() {
            return "";
        }

        @JsonProperty("name")
        public String label() {
            return "";
        }
    }

    @Test
    void classThatJacksonCannotHandleIsRefused() {
        refused(TwoGetters.class, "Jackson cannot handle the class");
    }

    @DbItem(pk = "A#{id}", sk = "B")
    static class Unmakeable {
        public final String id;

        Unmakeable(String id) {
            this.id = id;
        }
    }

    @DbItem(pk = "A#{id}", sk = "B")
    interface WithoutSubtypes {
        String getId();
    }

    @DbItem(pk = "A#{id}", sk = "B")
    static class WithPrivateConstructor {
        public String id = "";

        private WithPrivateConstructor() {}
    }

    @Test
    void classThatJacksonCannotMakeIsRefused() {
        refused(Unmakeable.class, "no way to create an instance", "@JsonCreator");
        refused(WithoutSubtypes.class, "is abstract", "@JsonSubTypes");
    }

    @Test
    void classWithAPrivateConstructorIsAModel() {
        assertThat(ItemType.of(WithPrivateConstructor.class).fromMap(Map.of("id", "1")).id)
                .isEqualTo("1");
    }

    @DbItem(pk = "A", sk = "B")
    record Text(@JsonValue String text) {}

    @Test
    void modelThatIsNotWrittenAsAnObjectIsRefused() {
        refused(Text.class, "is not written as an object");
    }
}
