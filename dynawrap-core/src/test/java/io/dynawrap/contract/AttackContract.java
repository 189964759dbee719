package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.dynawrap.DbItem;
import io.dynawrap.HostileText;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.ItemQuery;
import io.dynawrap.KeyValues;
import io.dynawrap.OnError;
import io.dynawrap.UnreadableItemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values, names and stored data made up by an attacker. */
abstract class AttackContract extends Contract {

    private static final int OWNERS = 60;
    private static final int ITEMS = 2500;

    @DbItem(pk = "ATTACK#{tenant}#{owner}", sk = "{id}")
    record Target(String tenant, String owner, String id, int number) {}

    private List<Target> targets(long seed) {
        HostileText texts = new HostileText(seed);
        List<String> owners = new ArrayList<>();
        for (String owner = "a"; owners.size() < OWNERS; owner = texts.near(owner)) {
            owners.add(owner);
        }
        List<Target> targets = new ArrayList<>();
        String id = "a";
        for (int i = 0; i < ITEMS; i++) {
            id = i % 2 == 0 ? texts.next() : texts.near(id);
            targets.add(new Target(owner, owners.get(i * 31 % OWNERS), id, i));
        }
        return targets;
    }

    private static boolean isGood(Target target) {
        return HostileText.isGood(target.owner(), '#')
                && HostileText.isGood(target.id(), '#')
                && target.owner().length() + target.id().length() < 300;
    }

    private static KeyValues key(Target target) {
        return KeyValues.of("tenant", target.tenant(), "owner", target.owner(), "id", target.id());
    }

    @Test
    void valuesMadeToForgeKeysReachOnlyTheirOwnItems() {
        Map<KeyValues, Target> expected = new HashMap<>();
        int refused = 0;
        for (Target target : targets(17)) {
            if (isGood(target)) {
                expected.put(key(target), target);
            } else if (catchThrowable(() -> store.table(ABSENT).save(target)) instanceof InvalidKeyException) {
                refused++;
            }
        }
        assertThat(expected.size()).isGreaterThan(ITEMS / 10);
        assertThat(refused).isGreaterThan(ITEMS / 5);
        store.batchWrite(expected.values());

        expected.forEach((key, target) ->
                assertThat(store.get(Target.class, key)).as("%s", key).contains(target));
        for (Target asked : expected.values()) {
            List<Target> behind = expected.values().stream()
                    .filter(target ->
                            target.owner().equals(asked.owner()) && target.id().startsWith(asked.id()))
                    .toList();
            assertThat(store.query(Target.class, key(asked)).list())
                    .as("%s", asked)
                    .containsExactlyInAnyOrderElementsOf(behind);
        }
        assertThat(store.scan(Target.class, KeyValues.of("tenant", owner))
                        .consistentReads(true)
                        .list())
                .containsExactlyInAnyOrderElementsOf(expected.values());
        expected.keySet().stream().limit(50).forEach(key -> store.delete(Target.class, key));
        assertThat(store.scan(Target.class, KeyValues.of("tenant", owner))
                        .consistentReads(true)
                        .list())
                .hasSize(expected.size() - 50);
    }

    @Test
    void valuesThatAreRefusedAreRefusedByEveryOperationBeforeAnyInputAndNotQuoted() {
        Set<String> messages = new HashSet<>();
        for (Target target : targets(18)) {
            if (isGood(target) || (target.owner() + target.id()).length() >= 300) {
                continue;
            }
            var absent = store.table(ABSENT);
            List<Runnable> calls = List.of(
                    () -> absent.save(target),
                    () -> absent.get(Target.class, key(target)),
                    () -> absent.delete(target),
                    () -> absent.delete(Target.class, key(target)),
                    () -> absent.query(Target.class, key(target)),
                    () -> absent.batchWrite(List.of(target)));
            for (Runnable call : calls) {
                assertThatThrownBy(call::run).as("%s", target).isInstanceOf(InvalidKeyException.class);
                messages.add(catchThrowable(call::run).getMessage());
            }
        }
        assertThat(messages).as("one for each field and fault").hasSizeBetween(4, 12);
    }

    @Test
    void namesOfTablesMadeUpByAnAttackerAreRefusedBeforeAnyInput() {
        HostileText texts = new HostileText(19);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            String name = texts.near("stories");
            if (!name.matches("[A-Za-z0-9_.-]*") || name.isEmpty()) {
                refused++;
                assertThatThrownBy(() -> store.table(name)).as(name).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> store.createTable(name)).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> store.get(name, Story.class, key("1")))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    /** Counts who is loaded or made because stored data says so. */
    static final AtomicInteger MADE = new AtomicInteger();

    public static class Gadget {
        static {
            MADE.incrementAndGet();
        }

        public @Nullable String command;

        public Gadget() {
            MADE.incrementAndGet();
        }
    }

    @DbItem(pk = "ANY#{owner}", sk = "{id}")
    record Untyped(
            String owner,
            String id,
            @Nullable Object value,
            @Nullable Map<String, Object> more) {}

    @DbItem(pk = "CLASS#{owner}", sk = "{id}")
    record Trusting(
            String owner,
            String id,

            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) @Nullable Object value) {}

    @DbItem(pk = "CLASSES#{owner}", sk = "{id}")
    record Loading(
            String owner,
            String id,
            @Nullable Class<?> value,
            @Nullable Map<Class<?>, Integer> byClass) {}

    private static final String GADGET = "io.dynawrap.contract.AttackContract$Gadget";

    private String stored(String value) {
        return "{\"owner\": \"%s\", \"id\": \"1\", \"value\": %s}".formatted(owner, value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@class\": \"" + GADGET + "\", \"command\": \"x\"}",
                "{\"@c\": \"" + GADGET + "\"}",
                "{\"@type\": \"" + GADGET + "\"}",
                "[\"" + GADGET + "\", {\"command\": \"x\"}]"
            })
    void storedDataNeverPicksAClass(String value) {
        KeyValues key = KeyValues.of("owner", owner, "id", "1");
        database.putRaw(table, "ANY#" + owner, "1", null, stored(value));
        database.putRaw(table, "CLASS#" + owner, "1", null, stored(value));
        database.putRaw(table, "CLASSES#" + owner, "1", null, stored(value));

        Untyped read = store.get(Untyped.class, key).orElseThrow();
        assertThat(read.value()).isInstanceOfAny(Map.class, List.class, String.class);
        for (Class<?> model : List.of(Trusting.class, Loading.class)) {
            assertThatThrownBy(() -> store.get(model, key))
                    .as("%s", model)
                    .isInstanceOf(UnreadableItemException.class)
                    .hasMessageNotContaining("Gadget");
            assertThat(store.query(model, key).onError(OnError.SKIP).list()).isEmpty();
        }
        assertThat(MADE).hasValue(0);
    }

    @Test
    void theNameOfAClassIsReadAsATextOrNotAtAll() {
        String json = "{\"owner\": \"%s\", \"id\": \"1\", \"value\": \"%s\", \"byClass\": {\"%s\": 1}}";
        String named = json.formatted(owner, GADGET, GADGET);
        database.putRaw(table, "ANY#" + owner, "1", null, named);
        database.putRaw(table, "CLASSES#" + owner, "1", null, named);
        database.putRaw(table, "CLASSES#" + owner, "2", null, named.replace("value", "other"));

        assertThat(store.get(Untyped.class, KeyValues.of("owner", owner, "id", "1")))
                .get()
                .extracting(Untyped::value)
                .isEqualTo(GADGET);
        for (String id : List.of("1", "2")) {
            assertThatThrownBy(() -> store.get(Loading.class, KeyValues.of("owner", owner, "id", id)))
                    .isInstanceOf(UnreadableItemException.class)
                    .hasMessageNotContaining("Gadget");
        }
        assertThat(MADE).hasValue(0);
    }

    @Test
    void valuesThatWouldStoreTheNameOfTheirClassAreRefused() {
        assertThatThrownBy(() -> store.table(ABSENT).save(new Trusting(owner, "1", List.of("x"))))
                .as("with @JsonTypeInfo")
                .isInstanceOfAny(IllegalArgumentException.class, UnreadableItemException.class);
        assertThatThrownBy(() -> store.table(ABSENT).save(new Loading(owner, "1", String.class, null)))
                .isInstanceOfAny(IllegalArgumentException.class, UnreadableItemException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"owner\": \"someone\", \"storyId\": {\"secret\": 1}}",
                "{\"owner\": [\"secret\"], \"storyId\": \"1\"}",
                "{\"title\": {\"secret\": \"x\"}}",
                "{\"title\": [[[[\"secret\"]]]], \"content\": true}",
                "{\"schema_version\": {\"secret\": 1}, \"title\": [\"secret\"]}"
            })
    void storedDataOfAnotherShapeIsUnreadableAndNotQuoted(String json) {
        database.putRaw(table, "USER#" + owner, "STORY#1", null, json);
        assertThatThrownBy(() -> store.get(Story.class, key("1")))
                .isInstanceOf(UnreadableItemException.class)
                .hasMessageContaining("Story")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("someone");
        ItemQuery<Story> query = store.query(Story.class, partition());
        assertThat(query.list()).isEmpty();
        assertThatThrownBy(() -> query.onError(OnError.RAISE).list())
                .isInstanceOf(UnreadableItemException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void namesInAnItemMakeNoLinesOfAMessage() {
        String name = "a\nWARN forged\u202e";
        Untyped item = new Untyped(owner, "1", null, Map.of(name, Map.of(name, Double.NaN)));
        assertThatThrownBy(() -> store.table(ABSENT).save(item))
                .hasMessageStartingWith("Untyped: the value at '/more/a\\u000aWARN forged\\u202e/a\\u000aWARN forged");
        assertThatThrownBy(() -> store.table(ABSENT).get(Untyped.class, KeyValues.of("owner", owner, name, "1")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("'a\\u000aWARN forged\\u202e' is not a field");
    }

    @Test
    void storedFieldsNamedLikeTheKeyOrTheVersionAreNeither() {
        String json = "{\"owner\": \"%s\", \"storyId\": \"1\", \"title\": \"t\", \"schema_version\": \"forged\"}"
                .formatted(owner);
        database.putRaw(table, "USER#" + owner, "STORY#1", "true", json);
        assertThat(store.get(Story.class, key("1")).orElseThrow().schemaVersion())
                .isEqualTo("true");
    }
}
