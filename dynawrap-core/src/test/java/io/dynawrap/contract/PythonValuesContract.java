package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dynawrap.DbItem;
import io.dynawrap.KeyValues;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.mapping.ItemType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The value types of the Python edition: how they are read, and what a save writes in their place. */
abstract class PythonValuesContract extends Contract {

    enum Color {
        RED
    }

    @DbItem(pk = "PYTHON#{owner}", sk = "{id}")
    record Values(
            String owner,
            String id,
            @Nullable Boolean flag,
            @Nullable Integer count,
            int primitive,
            @Nullable Double ratio,
            @Nullable BigDecimal price,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable BigDecimal exact,

            @Nullable Color color,
            @Nullable UUID ref,
            @Nullable LocalDate day,
            @Nullable LocalTime time,
            @Nullable LocalDateTime local,
            @Nullable Instant at,
            @Nullable Duration span,
            byte @Nullable [] bytes,
            @Nullable Set<String> words) {}

    private KeyValues id() {
        return KeyValues.of("owner", owner, "id", "1");
    }

    private void put(String field, String json) {
        String fields = "{\"owner\": \"%s\", \"id\": \"1\", \"%s\": %s}".formatted(owner, field, json);
        database.putRaw(table, "PYTHON#" + owner, "1", null, fields);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "absent",
            value = {
                "flag  | true                               | true",
                "count | 3                                  | 3",
                "count | null                               | absent",
                "ratio | 1.5                                | 1.5",
                "ratio | 3.0                                | 3",
                "price | \"19.990\"                         | 19.99",
                "price | 19.990                             | 19.99",
                "exact | \"19.990\"                         | \"19.990\"",
                "exact | 19.99                              | \"19.99\"",
                "color | \"RED\"                            | \"RED\"",
                "ref   | \"00000000-0000-0000-0000-000000000005\" | \"00000000-0000-0000-0000-000000000005\"",
                "day   | \"2024-01-02\"                     | \"2024-01-02\"",
                "time  | \"03:04:00\"                       | \"03:04:00\"",
                "local | \"2024-01-02 03:04:05\"            | \"2024-01-02T03:04:05\"",
                "at    | \"2024-01-02 03:04:05.123000+00:00\" | \"2024-01-02T03:04:05.123Z\"",
                "at    | \"2024-01-02T03:04:05+02:00\"      | \"2024-01-02T01:04:05Z\"",
                "span  | \"P1DT2H\"                         | \"PT26H\"",
                "words | [\"a\"]                            | [\"a\"]"
            })
    void aValueOfPythonIsReadAndASaveWrites(String field, String stored, @Nullable String written) throws Exception {
        put(field, stored);
        store.save(store.get(Values.class, id()).orElseThrow());
        JsonNode after = database.raw(table, "PYTHON#" + owner, "1").fields().get(field);
        assertThat(after == null ? null : after.toString()).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "primitive | null",
                "color     | \"Color.RED\"",
                "color     | \"red\"",
                "local     | \"2024-01-02 03:04:05+00:00\"",
                "at        | \"2024-01-02 03:04:05\"",
                "span      | \"1 day, 2:00:00\"",
                "bytes     | \"b'ab'\"",
                "words     | \"{'a'}\"",
                "words     | \"set()\""
            })
    void aValueThatHasNoFormOfTheFieldIsUnreadable(String field, String stored) {
        put(field, stored);
        assertThatExceptionOfType(UnreadableItemException.class)
                .isThrownBy(() -> store.get(Values.class, id()))
                .satisfies(e -> assertThat(e.path()).contains("/" + field));
    }

    @DbItem(pk = "USER#{owner}", sk = "STORY#{story_id}")
    record SnakeStory(String owner, String storyId) {}

    @Test
    void aTypeOfTheCodecHasTheNamingStrategyThatTheDefaultOneLacks() {
        ItemCodec codec = ItemCodec.of(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build());
        assertThat(codec.type(SnakeStory.class).key(new SnakeStory("o", "1")).sortKey())
                .isEqualTo("STORY#1");
        assertThatExceptionOfType(io.dynawrap.InvalidModelException.class)
                .isThrownBy(() -> ItemType.of(SnakeStory.class))
                .withMessageContaining("story_id");
    }
}
