package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.dynawrap.DbItem;
import io.dynawrap.SchemaVersion;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.change.ChangeResult;
import io.dynawrap.change.ItemChange;
import io.dynawrap.key.ItemKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An item is read under its key: absent fields of the key are taken from it, other values make the item unreadable. */
class KeyFieldsTest {

    private static final ItemKey KEY = new ItemKey("A#me", "B#7");

    private static JsonParser json(String text) {
        try {
            return ItemCodec.JSON.createParser(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(ItemCodec codec, Class<T> model, ItemKey key, String text) {
        return codec.decode(codec.type(model), key, "v", json(text));
    }

    private static <T> T read(Class<T> model, String text) {
        return read(ItemCodec.create(), model, KEY, text);
    }

    private static void assertUnreadable(ItemCodec codec, Class<?> model, ItemKey key, String text, String path) {
        assertThatExceptionOfType(UnreadableItemException.class)
                .isThrownBy(() -> read(codec, model, key, text))
                .satisfies(e -> assertThat(e.path()).contains(path));
    }

    private static void assertUnreadable(Class<?> model, String text, String path) {
        assertUnreadable(ItemCodec.create(), model, KEY, text, path);
    }

    @DbItem(pk = "A#{owner}", sk = "B#{n}")
    static final class Bean {
        private @Nullable String owner;
        private int n;
        public @Nullable String text;

        public @Nullable String getOwner() {
            return owner;
        }

        public void setOwner(@Nullable String owner) {
            this.owner = owner;
        }

        public int getN() {
            return n;
        }

        public void setN(int n) {
            this.n = n;
        }
    }

    @Test
    void beanGetsThemThroughItsSetters() {
        Bean bean = read(Bean.class, "{'text':'t'}");
        assertThat(bean.owner).isEqualTo("me");
        assertThat(bean.n).isEqualTo(7);
        assertThat(bean.text).isEqualTo("t");
        assertThat(read(Bean.class, "{'owner':null,'text':'t','n':null}").n).isEqualTo(7);
        assertUnreadable(Bean.class, "{'owner':'you'}", "/owner");
        assertUnreadable(Bean.class, "{'n':0}", "/n");
    }

    @DbItem(pk = "A#{owner}", sk = "B#{n}")
    static final class Created {
        private final String owner;
        private final long n;

        @JsonCreator
        Created(@JsonProperty("owner") String owner, @JsonProperty("n") long n) {
            this.owner = Objects.requireNonNull(owner);
            this.n = n;
        }

        public String getOwner() {
            return owner;
        }

        public long getN() {
            return n;
        }
    }

    @Test
    void constructorThatAllowsNoNullGetsThem() {
        assertThat(read(Created.class, "{}").n).isEqualTo(7);
        assertThat(read(Created.class, "{'unknown':{'owner':'you'},'n':7,'owner':null}").owner)
                .isEqualTo("me");
        assertUnreadable(Created.class, "{'owner':'you','n':7}", "/owner");
    }

    @DbItem(pk = "A#{owner}", sk = "B#{n}")
    @JsonDeserialize(builder = Built.Builder.class)
    static final class Built {
        public final @Nullable String owner;
        public final short n;

        private Built(Builder builder) {
            this.owner = builder.owner;
            this.n = builder.n;
        }

        @JsonPOJOBuilder(withPrefix = "")
        static final class Builder {
            private @Nullable String owner;
            private short n;

            @JsonAlias("user")
            public Builder owner(String owner) {
                this.owner = owner;
                return this;
            }

            public Builder n(short n) {
                this.n = n;
                return this;
            }

            public Built build() {
                return new Built(this);
            }
        }
    }

    @Test
    void builderGetsThem() {
        assertThat(read(Built.class, "{}").owner).isEqualTo("me");
        assertThat(read(Built.class, "{'user':'me'}").n).isEqualTo((short) 7);
        assertUnreadable(Built.class, "{'user':'you'}", "/owner");
    }

    @DbItem(pk = "A#{owner}", sk = "B#{n}")
    record Aliased(@JsonAlias({"user", "name"}) String owner, int n) {}

    @Test
    void anAliasIsTheField() {
        assertThat(read(Aliased.class, "{'name':'me'}")).isEqualTo(new Aliased("me", 7));
        assertThat(read(Aliased.class, "{'name':null}")).isEqualTo(new Aliased("me", 7));
        assertUnreadable(Aliased.class, "{'user':'you','n':7}", "/owner");
    }

    @DbItem(pk = "A#{owner_name}", sk = "B#{row_number}")
    record Snake(String ownerName, int rowNumber) {}

    @Test
    void namesAreThoseOfTheMapper() {
        ItemCodec snake = ItemCodec.of(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build());
        assertThat(read(snake, Snake.class, KEY, "{}")).isEqualTo(new Snake("me", 7));
        assertThat(read(snake, Snake.class, KEY, "{'owner_name':'me','ownerName':'you'}"))
                .isEqualTo(new Snake("me", 7));
        assertUnreadable(snake, Snake.class, KEY, "{'owner_name':'you'}", "/owner_name");
    }

    @Test
    void namesInAnyCaseAreTheFieldWhereTheMapperIgnoresCase() {
        ItemCodec ignoring = ItemCodec.of(JsonMapper.builder()
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
                .build());
        assertThat(read(ignoring, Aliased.class, KEY, "{'OWNER':'me'}")).isEqualTo(new Aliased("me", 7));
        assertUnreadable(ignoring, Aliased.class, KEY, "{'Owner':'you','N':7}", "/owner");
        assertUnreadable(ignoring, Aliased.class, KEY, "{'USER':'you'}", "/owner");
    }

    @DbItem(pk = "A#{owner}", sk = "B#{initial}")
    static final class Derived {
        public String owner = "";
        public String word = "";

        @JsonAnySetter
        public Map<String, Object> more = new TreeMap<>();

        public String getInitial() {
            return word.substring(0, 1);
        }
    }

    @Test
    void valueThatIsComputedIsComparedButNotFilledIn() {
        Derived derived = read(ItemCodec.create(), Derived.class, new ItemKey("A#me", "B#w"), "{'word':'well'}");
        assertThat(derived.owner).isEqualTo("me");
        assertThat(derived.more).isEmpty();
        assertUnreadable(ItemCodec.create(), Derived.class, new ItemKey("A#me", "B#x"), "{'word':'well'}", "/initial");
    }

    @DbItem(pk = "A#{owner}", sk = "B#{n}")
    static final class ReadOnly {
        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        public @Nullable String owner;

        public int n;
    }

    @Test
    void fieldThatIsNeverReadMakesEveryItemUnreadable() {
        assertUnreadable(ReadOnly.class, "{'owner':'me','n':7}", "/owner");
    }

    @DbItem(pk = "A#{owner}", sk = "B#{n}")
    record Delegating(Map<String, Object> fields) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Delegating {}

        @JsonProperty
        String owner() {
            return (String) fields.get("owner");
        }

        @JsonProperty
        int n() {
            return ((Number) fields.get("n")).intValue();
        }
    }

    @Test
    void creatorThatTakesAllFieldsGetsThem() {
        assertThat(read(Delegating.class, "{'x':1}").fields()).isEqualTo(Map.of("x", 1, "owner", "me", "n", 7));
    }

    @JsonTypeInfo(
            use = JsonTypeInfo.Id.NAME,
            include = JsonTypeInfo.As.EXISTING_PROPERTY,
            property = "kind",
            visible = true)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Cat.class, name = "cat"),
        @JsonSubTypes.Type(value = Dog.class, name = "dog")
    })
    @DbItem(pk = "A#{owner}", sk = "B#{kind}", viewOf = Cat.class)
    interface Pet {
        @JsonProperty
        String owner();

        @JsonProperty
        String kind();
    }

    @DbItem(pk = "A#{owner}", sk = "B#{kind}")
    record Cat(String owner, String kind, int lives) implements Pet {}

    record Dog(@JsonAlias("user") String owner, String kind) implements Pet {}

    @Test
    void fieldThatNamesTheSubtypeIsTakenFromTheKeyToo() {
        ItemCodec codec = ItemCodec.create();
        assertThat(read(codec, Pet.class, new ItemKey("A#me", "B#cat"), "{'lives':9,'kind':'cat'}"))
                .isEqualTo(new Cat("me", "cat", 9));
        assertUnreadable(codec, Pet.class, new ItemKey("A#me", "B#cat"), "{'kind':'dog'}", "/kind");
    }

    static final class Reversed extends StdSerializer<String> {
        Reversed() {
            super(String.class);
        }

        @Override
        public void serialize(String value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(new StringBuilder(value).reverse().toString());
        }
    }

    static final class Back extends StdDeserializer<String> {
        Back() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return new StringBuilder(parser.getText()).reverse().toString();
        }
    }

    @DbItem(pk = "A#{owner}", sk = "B#{day}#{at}")
    record Formatted(
            @JsonSerialize(using = Reversed.class) @JsonDeserialize(using = Back.class)
            String owner,

            @JsonFormat(pattern = "dd/MM/uuuu") LocalDate day,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant at,
            @SchemaVersion @Nullable String version) {}

    @Test
    void fieldIsFilledInTheFormInWhichItIsStored() {
        Formatted formatted =
                new Formatted("me", LocalDate.of(2026, 1, 2), Instant.parse("2026-01-02T03:04:05.6Z"), "v");
        ItemKey key = ItemType.of(Formatted.class).key(formatted);
        assertThat(read(ItemCodec.create(), Formatted.class, key, "{}")).isEqualTo(formatted);
        assertThat(read(ItemCodec.create(), Formatted.class, key, "{'schema_version':'x','day':'02/01/2026'}"))
                .isEqualTo(formatted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'n':7}", "{'owner':null,'n':7}", "{'n':null,'owner':'me'}"})
    void whatIsFilledInStandsAmongTheTokensOnce(String text) throws IOException {
        ItemType<Aliased> type = ItemType.of(Aliased.class);
        ItemFields fields = new ItemFields("v", true, null, type.mapping().keyFields());
        try (JsonParser parser = fields.parser(json(text), "v", KEY)) {
            Map<String, Object> read = new JsonMapper().readValue(parser, Map.class);
            assertThat(read).isEqualTo(Map.of("owner", "me", "n", 7, "schema_version", "v"));
        }
    }

    private static StoredChange.@Nullable Image image(String text) {
        return new StoredChange.Image("v", () -> json(text));
    }

    @Test
    void imagesOfAChangeAreThoseOfItsKey() {
        ItemCodec codec = ItemCodec.create();
        StoredChange inserted = new StoredChange(ChangeResult.Kind.INSERTED, KEY, () -> null, () -> image("{}"), false);
        assertThat(codec.decode(Aliased.class, inserted))
                .isEqualTo(new ChangeResult.Changed<>(new ItemChange.Inserted<>(new Aliased("me", 7))));
        for (StoredChange.Image[] images : new StoredChange.Image[][] {
            {image("{'owner':'you'}"), image("{}")},
            {image("{}"), image("{'owner':'you'}")},
            {image("{'n':8}"), null}
        }) {
            StoredChange modified =
                    new StoredChange(ChangeResult.Kind.MODIFIED, KEY, () -> images[0], () -> images[1], false);
            assertThat(codec.decode(Aliased.class, modified)).isInstanceOf(ChangeResult.Broken.class);
        }
        StoredChange removed =
                new StoredChange(ChangeResult.Kind.REMOVED, KEY, () -> image("{'n':8}"), () -> null, false);
        assertThat(codec.decode(Aliased.class, removed)).isInstanceOf(ChangeResult.Broken.class);
    }

    @Test
    void keyOfAnotherModelIsNoKeyOfTheItem() {
        assertThatExceptionOfType(UnreadableItemException.class)
                .isThrownBy(() -> read(ItemCodec.create(), Aliased.class, new ItemKey("X#me", "B#7"), "{'owner':'me'}"))
                .withMessageContaining("its key is not one of 'A#{owner}' and 'B#{n}'");
        assertUnreadable(ItemCodec.create(), Aliased.class, new ItemKey("A#me", "B#7#"), "{'owner':'me','n':7}", "/n");
    }
}
