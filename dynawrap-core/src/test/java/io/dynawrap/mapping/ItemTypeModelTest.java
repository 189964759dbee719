package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dynawrap.DbItem;
import io.dynawrap.KeyValues;
import io.dynawrap.SchemaVersion;
import io.dynawrap.key.ItemKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shapes of classes that can be models. */
class ItemTypeModelTest {

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}")
    record Story(String owner, String storyId) {}

    @Test
    void recordIsAModel() {
        ItemType<Story> type = ItemType.of(Story.class);
        Story story = new Story("johndoe", "1234");

        assertThat(type.key(story)).isEqualTo(new ItemKey("USER#johndoe", "STORY#1234"));
        assertThat(type.toMap(story)).isEqualTo(Map.of("owner", "johndoe", "storyId", "1234"));
        assertThat(type.fromMap(type.toMap(story))).isEqualTo(story);
    }

    @DbItem(pk = "USER#{owner}", sk = "N#{number:04}")
    public static class Bean {
        private String owner = "";
        private int number;

        public String getOwner() {
            return owner;
        }

        public void setOwner(String owner) {
            this.owner = owner;
        }

        public int getNumber() {
            return number;
        }

        public void setNumber(int number) {
            this.number = number;
        }
    }

    @Test
    void classWithGettersAndSettersIsAModel() {
        Bean bean = new Bean();
        bean.setOwner("a");
        bean.setNumber(7);
        ItemType<Bean> type = ItemType.of(Bean.class);

        assertThat(type.key(bean)).isEqualTo(new ItemKey("USER#a", "N#0007"));
        assertThat(type.toMap(bean)).isEqualTo(Map.of("owner", "a", "number", 7));
        assertThat(type.fromMap(type.toMap(bean))).usingRecursiveComparison().isEqualTo(bean);
    }

    @DbItem(pk = "USER#{owner}", sk = "X")
    static final class Immutable {
        private final String name;

        @JsonCreator
        Immutable(@JsonProperty("owner") String name) {
            this.name = name;
        }

        @JsonProperty("owner")
        String name() {
            return name;
        }
    }

    @Test
    void classWithACreatorIsAModel() {
        ItemType<Immutable> type = ItemType.of(Immutable.class);

        assertThat(type.key(new Immutable("a"))).isEqualTo(new ItemKey("USER#a", "X"));
        assertThat(type.fromMap(Map.of("owner", "a")).name()).isEqualTo("a");
    }

    @DbItem(pk = "USER#{owner}", sk = "X")
    static class PrivateField {
        @JsonProperty
        private String owner = "a";
    }

    @Test
    void privateFieldWithAnAnnotationIsAField() {
        assertThat(ItemType.of(PrivateField.class).key(new PrivateField())).isEqualTo(new ItemKey("USER#a", "X"));
    }

    static class Base {
        public String owner = "a";
        private final String secret = "s";

        @JsonIgnore
        public String getSecret() {
            return secret;
        }
    }

    @DbItem(pk = "USER#{owner}", sk = "X#{id}")
    static class Derived extends Base {
        public long id = 5;
    }

    @Test
    void fieldsOfTheSuperclassAreFields() {
        ItemType<Derived> type = ItemType.of(Derived.class);

        assertThat(type.key(new Derived())).isEqualTo(new ItemKey("USER#a", "X#5"));
        assertThat(type.toMap(new Derived())).isEqualTo(Map.of("owner", "a", "id", 5));
    }

    abstract static class WithId<I, V> {
        public I id;
        private V extra;

        public V getExtra() {
            return extra;
        }

        public void setExtra(V extra) {
            this.extra = extra;
        }
    }

    @DbItem(pk = "G#{id}", sk = "X#{extra}")
    static class Generic extends WithId<Integer, String> {}

    @Test
    void typeParametersAreResolved() {
        Generic item = new Generic();
        item.id = 5;
        item.setExtra("e");
        ItemType<Generic> type = ItemType.of(Generic.class);

        assertThat(type.key(item)).isEqualTo(new ItemKey("G#5", "X#e"));
        assertThat(type.parse(new ItemKey("G#5", "X#e"))).contains(KeyValues.of("id", 5, "extra", "e"));
        assertThat(type.matches("G#five", "X#e")).isFalse();
    }

    @DbItem(pk = "USER#{user_name}", sk = "STORY#{story_id}")
    record Snake(
            String userName,
            @JsonProperty("story_id") String id,
            @SchemaVersion String version) {}

    @Test
    void placeholdersUseTheNamesOfTheNamingStrategy() {
        ItemCodec codec = ItemCodec.of(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build());
        ItemType<Snake> type = codec.type(Snake.class);
        Snake item = new Snake("a", "1", null);

        assertThat(type.key(item)).isEqualTo(new ItemKey("USER#a", "STORY#1"));
        assertThat(type.key(KeyValues.of("user_name", "a", "story_id", "1"))).isEqualTo(type.key(item));
        assertThat(type.toMap(item)).containsOnlyKeys("user_name", "story_id", "schema_version");
    }

    @DbItem(pk = "USER#{UserName}", sk = "X")
    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    record Named(String userName) {}

    @Test
    void placeholdersUseTheNamesOfTheClassesOwnNamingStrategy() {
        assertThat(ItemType.of(Named.class).key(new Named("a"))).isEqualTo(new ItemKey("USER#a", "X"));
    }

    @DbItem(pk = "M#{the_id}", sk = "X")
    static class Foreign {
        public String id = "1";
        public String version = "old";
    }

    abstract static class ForeignMixIn {
        @JsonProperty("the_id")
        String id;

        @SchemaVersion
        String version;
    }

    @Test
    void annotationsOfAMixInCount() {
        ItemType<Foreign> type = ItemCodec.of(JsonMapper.builder()
                        .addMixIn(Foreign.class, ForeignMixIn.class)
                        .build())
                .type(Foreign.class);

        assertThat(type.key(new Foreign())).isEqualTo(new ItemKey("M#1", "X"));
        assertThat(type.toMap(new Foreign())).isEqualTo(Map.of("the_id", "1", "schema_version", type.schemaVersion()));
    }

    record Place(String city, String street) {}

    @DbItem(pk = "P#{id}", sk = "X")
    record Person(
            String id, @JsonUnwrapped(prefix = "home_") Place home) {}

    @Test
    void unwrappedFieldsStandAmongTheModelsOwn() throws Exception {
        ItemType<Person> type = ItemType.of(Person.class);

        assertThat(type.toMap(new Person("1", new Place("Bern", "A"))))
                .isEqualTo(Map.of("id", "1", "home_city", "Bern", "home_street", "A"));
        assertThat(type.schemaVersion())
                .isEqualTo(SchemaHash.of(
                        List.of("home_city", "home_street", "id"),
                        type.partitionKey().text(),
                        type.sortKey().text()));
    }

    @DbItem(pk = "D#{initial}", sk = "X")
    record Computed(String name) {
        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        public String getInitial() {
            return name.substring(0, 1);
        }
    }

    @Test
    void computedFieldMayStandInAKey() {
        ItemType<Computed> type = ItemType.of(Computed.class);

        assertThat(type.key(new Computed("dog"))).isEqualTo(new ItemKey("D#d", "X"));
        assertThat(type.fromMap(type.toMap(new Computed("dog")))).isEqualTo(new Computed("dog"));
    }

    @DbItem(pk = "E#{day}#{number:03}", sk = "{at}#{name}")
    record Event(LocalDate day, int number, Instant at, String name) {}

    @ParameterizedTest
    @CsvSource({
        "E#2024-01-02#007, 2024-01-02T03:04:05.000000000Z#a, true",
        "E#2024-01-32#007, 2024-01-02T03:04:05.000000000Z#a, false",
        "E#2024-01-02#7, 2024-01-02T03:04:05.000000000Z#a, false",
        "E#2024-01-02#0077, 2024-01-02T03:04:05.000000000Z#a, false",
        "E#2024-01-02, 2024-01-02T03:04:05.000000000Z#a, false",
        "F#2024-01-02#007, 2024-01-02T03:04:05.000000000Z#a, false",
        "E#2024-01-02#007, 2024-01-02T03:04:05Z#a, false",
        "E#2024-01-02#007, 2024-01-02T03:04:05.000000000Z#, false",
        "E#2024-01-02#007, 2024-01-02T03:04:05.000000000Z#a#b, false"
    })
    void keyMatchesIfEveryPartIsTheTextOfAValue(String partitionKey, String sortKey, boolean matches) {
        ItemType<Event> type = ItemType.of(Event.class);
        ItemKey key = new ItemKey(partitionKey, sortKey);

        assertThat(type.matches(key)).isEqualTo(matches);
        assertThat(type.parse(key).map(type::key)).isEqualTo(matches ? Optional.of(key) : Optional.empty());
    }
}
