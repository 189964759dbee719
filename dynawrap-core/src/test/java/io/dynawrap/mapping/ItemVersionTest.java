package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.ItemVersion;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which fields can hold a version, and how it is read. */
class ItemVersionTest {

    private static void refused(Class<?> model, String... parts) {
        assertThatExceptionOfType(InvalidModelException.class)
                .as("%s", model)
                .isThrownBy(() -> ItemType.of(model))
                .satisfies(e -> assertThat(e).hasMessageContainingAll(parts));
    }

    @DbItem(pk = "V#{id}", sk = "V")
    record OfInt(String id, @ItemVersion int version) {}

    @DbItem(pk = "V#{id}", sk = "V")
    record OfLongObject(
            String id,
            @ItemVersion @JsonProperty("rev") @Nullable Long version) {}

    @DbItem(pk = "V#{id}", sk = "V")
    record Without(String id, int version) {}

    @DbItem(pk = "V#{id}", sk = "V", viewOf = OfInt.class)
    record View(String id, int version) {}

    @DbItem(pk = "V#{id}", sk = "V", viewOf = OfInt.class)
    record NarrowView(String id) {}

    @Test
    void theFieldIsFoundByItsSerialisedName() {
        assertThat(ItemType.of(OfInt.class).versionField()).contains("version");
        assertThat(ItemType.of(OfLongObject.class).versionField()).contains("rev");
        assertThat(ItemType.of(Without.class).versionField()).isEmpty();
        ItemCodec snake = ItemCodec.of(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build());
        assertThat(snake.type(Revised.class).versionField()).contains("item_revision");
    }

    @DbItem(pk = "V#{id}", sk = "V")
    record Revised(String id, @ItemVersion int itemRevision) {}

    @Test
    void aViewHasTheVersionOfItsModel() {
        assertThat(ItemType.of(View.class).versionField()).contains("version");
        assertThat(ItemType.of(NarrowView.class).versionField()).contains("version");
    }

    @Test
    void theNextVersionIsOneMore() {
        ItemType<OfLongObject> type = ItemType.of(OfLongObject.class);
        assertThat(type.version(new OfLongObject("1", null))).isZero();
        assertThat(type.nextVersion(new OfLongObject("1", null))).isEqualTo(1);
        assertThat(type.nextVersion(new OfLongObject("1", 41L))).isEqualTo(42);
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> type.nextVersion(new OfLongObject("1", Long.MAX_VALUE)));
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> type.version(new OfLongObject("1", -1L)));
        assertThat(ItemType.of(Without.class).nextVersion(new Without("1", 5))).isZero();
    }

    @Test
    void aStoredNullIsReadAsNoVersion() {
        Map<String, Object> stored = new HashMap<>();
        stored.put("id", "1");
        stored.put("version", null);
        stored.put("rev", null);
        assertThat(ItemType.of(OfInt.class).fromMap(stored)).isEqualTo(new OfInt("1", 0));
        assertThat(ItemType.of(View.class).fromMap(stored)).isEqualTo(new View("1", 0));
        assertThat(ItemType.of(OfLongObject.class).fromMap(stored)).isEqualTo(new OfLongObject("1", null));
        assertThatExceptionOfType(io.dynawrap.UnreadableItemException.class)
                .as("another primitive field has no value for null")
                .isThrownBy(() -> ItemType.of(Without.class).fromMap(stored));
    }

    @DbItem(pk = "V#{id}", sk = "V{version}")
    record InKey(String id, @ItemVersion int version) {}

    @DbItem(pk = "V#{id}", sk = "V")
    record Two(String id, @ItemVersion int one, @ItemVersion int two) {}

    @DbItem(pk = "V#{id}", sk = "V")
    record OfText(String id, @ItemVersion String version) {}

    @DbItem(pk = "V#{id}", sk = "V")
    record OfShort(String id, @ItemVersion short version) {}

    @DbItem(pk = "V#{id}", sk = "V")
    static final class NotWritten {
        public String id;

        @ItemVersion
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        public int version;
    }

    @DbItem(pk = "V#{id}", sk = "V")
    static final class NotRead {
        public String id;

        @ItemVersion
        public int getVersion() {
            return 1;
        }
    }

    @DbItem(pk = "V#{id}", sk = "V")
    record Unwrapping(String id, @JsonUnwrapped Inner inner) {}

    record Inner(@ItemVersion int version) {}

    @DbItem(pk = "V#{id}", sk = "V", viewOf = OfInt.class)
    record OtherView(String id, @ItemVersion int other) {}

    @DbItem(pk = "V#{id}", sk = "V")
    static final class Ignored {
        public String id;

        @ItemVersion
        @JsonIgnore
        public int version;
    }

    @Test
    void aFieldThatCannotBeAVersionIsRefused() {
        refused(InKey.class, "InKey", "'version'", "key pattern");
        refused(Two.class, "Two", "one, two");
        refused(OfText.class, "OfText", "String", "Make it an int");
        refused(OfShort.class, "OfShort", "short");
        refused(NotWritten.class, "NotWritten", "not written");
        refused(NotRead.class, "NotRead", "not read");
        refused(Unwrapping.class, "Unwrapping", "unwrapped");
        refused(OtherView.class, "OtherView", "OfInt");
    }
}
