package io.dynawrap.contract;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.unchanged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.dynawrap.ConditionFailedException;
import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An item that was read is unchanged as long as nothing writes it, whoever wrote it before. */
abstract class CompareAndSetContract extends Contract {

    private KeyValues id() {
        return KeyValues.of("owner", owner);
    }

    private void put(String pkText, String fields) {
        String json = "{\"owner\": \"%s\"%s%s}".formatted(owner, fields.isEmpty() ? "" : ", ", fields);
        database.putRaw(table, pkText + owner, "SET", null, json);
    }

    /** Saves an item if it is as it was read; then it is not that any more. */
    private <T> void isUnchangedUntilItIsSaved(Class<T> model, T changed) {
        T read = store.get(model, id()).orElseThrow();
        store.save(changed, unchanged(read));
        assertThatExceptionOfType(ConditionFailedException.class)
                .isThrownBy(() -> store.save(changed, unchanged(read)));
    }

    @DbItem(pk = "CASCLASS#{owner}", sk = "SET")
    static final class Likes {
        public @Nullable String owner;
        public int likes;
        public boolean open = true;
        public Integer limit = 7;
        public List<String> tags = new ArrayList<>(List.of("new"));
        public @Nullable String title;

        @JsonUnwrapped(prefix = "address_")
        public @Nullable Place address;
    }

    static final class Place {
        public int number;
        public @Nullable String street;
    }

    private Likes likes(int number) {
        Likes likes = new Likes();
        likes.owner = owner;
        likes.likes = number;
        return likes;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"title\": \"a\"",
                "\"likes\": 0, \"open\": true",
                "\"limit\": null",
                "\"tags\": []",
                "\"address_street\": \"b\"",
                "\"address_number\": 5"
            })
    void anItemWithoutFieldsThatItsClassHasDefaultsForIsUnchanged(String fields) {
        put("CASCLASS#", fields);
        isUnchangedUntilItIsSaved(Likes.class, likes(1));
    }

    @Test
    void aFieldThatIsStoredWithAnotherValueThanTheDefaultIsChanged() {
        put("CASCLASS#", "");
        Likes read = store.get(Likes.class, id()).orElseThrow();
        for (String fields : List.of("\"likes\": 1", "\"open\": false", "\"limit\": 8", "\"tags\": [\"old\"]")) {
            store.delete(read);
            put("CASCLASS#", fields);
            assertThatExceptionOfType(ConditionFailedException.class)
                    .isThrownBy(() -> store.save(likes(2), unchanged(read)));
        }
    }

    @DbItem(pk = "CASRECORD#{owner}", sk = "SET")
    record Draft(String owner, int n, @Nullable String status, String slug, List<String> tags) {
        Draft {
            status = status == null ? "new" : status;
            slug = slug == null ? status + "-" + n : slug;
            tags = tags == null ? List.of() : tags;
        }
    }

    @Test
    void defaultsOfAConstructorMayDependOnOtherFields() {
        put("CASRECORD#", "\"n\": 1");
        isUnchangedUntilItIsSaved(Draft.class, new Draft(owner, 3, "old", "a", List.of()));
        store.delete(Draft.class, id());
        put("CASRECORD#", "\"n\": 2");
        isUnchangedUntilItIsSaved(Draft.class, new Draft(owner, 3, "old", "a", List.of()));
        store.delete(Draft.class, id());
        put("CASRECORD#", "\"n\": 2, \"status\": \"x\"");
        assertThatExceptionOfType(ConditionFailedException.class)
                .as("without a slug it would be read with another one")
                .isThrownBy(() -> store.save(
                        new Draft(owner, 9, null, "b", List.of()),
                        unchanged(new Draft(owner, 2, "x", "new-1", List.of()))));
    }

    @DbItem(pk = "CASFORMS#{owner}", sk = "SET")
    record Forms(
            String owner,
            @Nullable BigDecimal price,
            Optional<BigDecimal> discount,
            @Nullable Instant at,
            @Nullable LocalDateTime local,
            @Nullable OffsetDateTime zoned,
            @Nullable Date date,
            @Nullable String title) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "price    | 19.990                             | 19.991",
                "price    | 1E+3                               | 1001",
                "discount | 1.50                               | 1.6",
                "at       | 2026-01-02 03:04:05+00:00          | 2026-01-02 03:04:06+00:00",
                "at       | 2026-01-02 03:04:05.000120+00:00   | 2026-01-02 03:04:05.000121+00:00",
                "at       | 2026-01-02T03:04:05.500000Z        | 2026-01-02T03:04:05.500001Z",
                "local    | 2026-01-02 03:04:05.000120         | 2026-01-02 03:04:05",
                "zoned    | 2026-01-02 03:04:05+02:00          | 2026-01-02 03:04:05+03:00",
                "zoned    | 2026-01-02 03:04:05+00:00          | 2026-01-02 04:04:05+00:00",
                "date     | 2026-01-02 03:04:05+00:00          | 2026-01-02 03:04:06+00:00"
            })
    void valuesInTheFormsOfThePythonEditionAreUnchanged(String name, String text, String other) {
        put("CASFORMS#", "\"%s\": \"%s\"".formatted(name, text));
        Forms read = store.get(Forms.class, id()).orElseThrow();
        Forms changed = new Forms(owner, null, Optional.empty(), null, null, null, null, "changed");
        store.save(changed, unchanged(read));
        store.delete(changed);
        put("CASFORMS#", "\"%s\": \"%s\"".formatted(name, other));
        assertThatExceptionOfType(ConditionFailedException.class)
                .isThrownBy(() -> store.save(changed, unchanged(read)));
    }

    @DbItem(pk = "CASEXPIRY#{owner}", sk = "SET")
    record Session(
            String owner,
            @ExpiresAt @Nullable Instant expiresAt,
            @Nullable String user) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "33000000000",
                "33000000000.25",
                "\"2999-01-02T03:04:05Z\"",
                "\"2999-01-02T03:04:05.250Z\"",
                "\"2999-01-02 03:04:05.250000+00:00\""
            })
    void anExpiryOfAnotherWriterIsUnchanged(String stored) {
        put("CASEXPIRY#", "\"expiresAt\": " + stored);
        isUnchangedUntilItIsSaved(Session.class, new Session(owner, Instant.parse("2999-01-02T03:04:06.5Z"), "u"));
    }

    @DbItem(pk = "CASTEXT#{owner}", sk = "SET")
    record Texts(
            String owner,

            @ItemVersion @JsonFormat(shape = JsonFormat.Shape.STRING)
            long version,

            int n) {}

    @DbItem(pk = "CASSERIALIZED#{owner}", sk = "SET")
    record Serialized(
            String owner,

            @ItemVersion @JsonSerialize(using = ToStringSerializer.class) @Nullable Integer version,

            int n) {}

    /** The version is stored as a number. */
    @Test
    void aVersionIsComparedAsANumberWhateverItsFieldIsWrittenAs() {
        Texts first = store.save(new Texts(owner, 0, 1));
        Texts second = store.save(first, unchanged(first));
        assertThat(second).isEqualTo(new Texts(owner, 2, 1));
        assertThat(store.query(Texts.class, id())
                        .filter(field("version").is(2).and(field("version").atLeast(2)))
                        .list())
                .containsExactly(second);
        store.save(new Serialized(owner, null, 1));
        Serialized read = store.get(Serialized.class, id()).orElseThrow();
        assertThat(store.save(read, unchanged(read).and(field("version").isIn(1, 5))))
                .isEqualTo(new Serialized(owner, 2, 1));
    }

    @DbItem(pk = "CASLOOSE#{owner}", sk = "SET")
    record Loose(
            String owner, @Nullable Object any, @Nullable JsonNode tree) {}

    /** DynamoDB stores them as bytes. */
    @Test
    void bytesThatAreReadAsTextAreUnchanged() {
        byte[] bytes = {-1, 0, 1};
        store.save(new Loose(owner, bytes, BinaryNode.valueOf(bytes)));
        isUnchangedUntilItIsSaved(Loose.class, new Loose(owner, "text", null));
        isUnchangedUntilItIsSaved(Loose.class, new Loose(owner, "abcd", TextNode.valueOf("")));
        isUnchangedUntilItIsSaved(Loose.class, new Loose(owner, "abce", null));
    }

    @DbItem(pk = "CASSPARSE#{owner}", sk = "SET")
    static final class Sparse {
        public @Nullable String owner;

        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        public int level = 3;

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        public Set<String> tags = Set.of();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"level\": 3, \"tags\": []", "\"level\": 4, \"tags\": [\"a\"]"})
    void valuesThatAnAnnotationLeavesOutAreUnchangedWhetherStoredOrNot(String fields) {
        put("CASSPARSE#", fields);
        Sparse read = store.get(Sparse.class, id()).orElseThrow();
        Sparse changed = new Sparse();
        changed.owner = owner;
        changed.level = 5;
        isUnchangedUntilItIsSaved(Sparse.class, changed);
        store.delete(changed);
        put("CASSPARSE#", "\"level\": 6");
        assertThatExceptionOfType(ConditionFailedException.class)
                .isThrownBy(() -> store.save(changed, unchanged(read)));
    }
}
