package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.dynawrap.DbItem;
import io.dynawrap.KeyValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What tends to go wrong on the one database or the other, as far as no other contract shows it. */
abstract class TrapContract extends Contract {

    /** Field names that are words or signs of an expression, of SQL, of JDBC or of a path in JSON. */
    private static final List<String> NAMES = List.of(
            "name", "status", "select", "null", "SIZE", "a.b", "a[0]", "#pk", ":sk", "?", "?|", "{0}", "$1", "'", "\"",
            "\\", "--", " ", "é", "😀", "pk", "sk", "data");

    @DbItem(pk = "NAMES#{owner}", sk = "{id}")
    record Named(
            String owner,
            String id,
            @JsonProperty("attribute_exists(PK)") String odd,
            @JsonAnyGetter @JsonAnySetter Map<String, Object> more) {}

    @Test
    void aFieldMayHaveANameThatMeansSomethingToADatabase() {
        Map<String, Object> fields = new LinkedHashMap<>();
        NAMES.forEach(name -> fields.put(name, "of " + name));
        Named item = new Named(owner, "1", "o", fields);

        store.save(item);
        store.batchWrite(List.of(new Named(owner, "2", "o", fields)));

        assertThat(store.query(Named.class, partition()).list())
                .containsExactly(item, new Named(owner, "2", "o", fields));
        JsonNode stored = database.raw(table, "NAMES#" + owner, "1").fields();
        assertThat(NAMES)
                .allSatisfy(name -> assertThat(stored.get(name).textValue()).isEqualTo("of " + name));
    }

    @DbItem(pk = "SETS#{owner}", sk = "{id}")
    record Sets(String owner, String id, Set<String> texts, Set<Integer> numbers) {}

    @Test
    void aSetIsStoredAsAListAndMayBeEmptyOrHoldAnEmptyText() {
        for (Sets item : List.of(
                new Sets(owner, "1", Set.of(), Set.of()),
                new Sets(owner, "2", new LinkedHashSet<>(List.of("", "b", "a")), Set.of(0)))) {
            store.save(item);
            assertThat(store.get(Sets.class, partition().and("id", item.id()))).contains(item);
            JsonNode stored = database.raw(table, "SETS#" + owner, item.id()).fields();
            assertThat(stored.get("texts").isArray()).isTrue();
            assertThat(stored.get("texts")).hasSize(item.texts().size());
        }
    }

    @DbItem(pk = "TIMES#{owner}", sk = "{at}")
    record At(String owner, Instant at) {}

    @Test
    void instantsInAKeySortAsTimesWhateverTheirFraction() {
        List<Instant> inOrder = List.of(
                Instant.parse("0000-01-01T00:00:00Z"),
                Instant.parse("1969-12-31T23:59:59.999999999Z"),
                Instant.EPOCH,
                Instant.parse("2024-02-29T12:00:29Z"),
                Instant.parse("2024-02-29T12:00:29.000000001Z"),
                Instant.parse("2024-02-29T12:00:29.017Z"),
                Instant.parse("2024-02-29T12:00:29.1Z"),
                Instant.parse("9999-12-31T23:59:59.999999999Z"));
        List<Instant> shuffled = new ArrayList<>(inOrder);
        Collections.shuffle(shuffled, new Random(5));
        store.batchWrite(shuffled.stream().map(at -> new At(owner, at)).toList());

        assertThat(store.query(At.class, partition()).stream().map(At::at)).containsExactlyElementsOf(inOrder);
    }

    @Test
    void keysThatDifferInCaseOrInTheFormOfACharacterAreDifferentKeys() {
        List<String> ids =
                List.of("A", "Id", "a", "iD", "ı", "ß", "SS", "ss", "é", "e\u0301", "ﬁ", "fi", "K", "\u212a");
        saveStories(ids.toArray(String[]::new));

        for (String id : ids) {
            assertThat(store.get(Story.class, key(id)).orElseThrow().storyId()).isEqualTo(id);
        }
        store.delete(Story.class, key("Id"));
        store.delete(Story.class, key("\u212a"));
        assertThat(ids(store.query(Story.class, partition()).list()))
                .hasSize(ids.size() - 2)
                .contains("iD", "K");
        assertThat(store.query(Story.class, KeyValues.of("owner", owner.toUpperCase(Locale.ROOT)))
                        .list())
                .isEmpty();
    }
}
