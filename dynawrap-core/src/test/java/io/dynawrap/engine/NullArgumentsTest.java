package io.dynawrap.engine;

import static io.dynawrap.Condition.itemExists;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.Condition;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.ItemQuery;
import io.dynawrap.ItemUpdate;
import io.dynawrap.KeyValues;
import io.dynawrap.key.KeyPattern;
import io.dynawrap.mapping.ItemCodec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The backend of these stores fails on every request. */
class NullArgumentsTest {

    @DbItem(pk = "USER#{owner}", sk = "NOTE#{id}", table = "notes")
    record Note(String owner, String id) {}

    private static final DefaultItemStore STORE = new DefaultItemStore(new FaultyBackend());
    private static final StoreAdmin ADMIN = STORE.admin();
    private static final KeyValues KEY = KeyValues.of("owner", "joe", "id", "1");
    private static final Note NOTE = new Note("joe", "1");

    private static Arguments argument(String name, ThrowingCallable call) {
        return Arguments.of(name, call);
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                argument("item", () -> STORE.save(null)),
                argument("item", () -> STORE.delete(null)),
                argument("item", () -> STORE.save("notes", (Note) null)),
                argument("item", () -> STORE.create(null)),
                argument("condition", () -> STORE.save(NOTE, (Condition) null)),
                argument("condition", () -> STORE.delete(NOTE, (Condition) null)),
                argument("condition", () -> STORE.delete(Note.class, KEY, null)),
                argument("key", () -> STORE.exists(Note.class, null)),
                argument("model", () -> STORE.update(null, KEY, u -> u.remove("text"))),
                argument("key", () -> STORE.update(Note.class, null, u -> u.remove("text"))),
                argument("changes", () -> STORE.update(Note.class, KEY, null)),
                argument("model", () -> STORE.modify(null, KEY, note -> note)),
                argument("key", () -> STORE.modify(Note.class, null, note -> note)),
                argument("change", () -> STORE.modify(Note.class, KEY, null)),
                argument("table", () -> STORE.save(null, NOTE)),
                argument("model", () -> STORE.get(null, KEY)),
                argument("key", () -> STORE.get(Note.class, null)),
                argument("table", () -> STORE.get(null, Note.class, KEY)),
                argument("model", () -> STORE.delete((Class<?>) null, KEY)),
                argument("key", () -> STORE.delete(Note.class, (KeyValues) null)),
                argument("model", () -> STORE.query(null, KEY)),
                argument("key", () -> STORE.query(Note.class, null)),
                argument("model", () -> STORE.scan((Class<?>) null)),
                argument("key", () -> STORE.scan(Note.class, (KeyValues) null)),
                argument("onError", () -> STORE.scan(Note.class).onError(null)),
                argument("first", () -> notes().from(null)),
                argument("value", () -> notes().after(null)),
                argument("last", () -> notes().to(null)),
                argument("value", () -> notes().before(null)),
                argument("condition", () -> notes().filter(null)),
                argument("items", () -> STORE.batchWrite(null)),
                argument("operations", () -> STORE.batch(null)),
                argument("item", () -> STORE.batch(batch -> batch.save(null))),
                argument("item", () -> STORE.batch(batch -> batch.delete(null))),
                argument("model", () -> STORE.batch(batch -> batch.delete(null, KEY))),
                argument("key", () -> STORE.batch(batch -> batch.delete(Note.class, null))),
                argument("operations", () -> STORE.transaction(null)),
                argument("item", () -> STORE.transaction(tx -> tx.create(null))),
                argument("item", () -> STORE.transaction(tx -> tx.save(null))),
                argument("condition", () -> STORE.transaction(tx -> tx.save(NOTE, null))),
                argument("model", () -> STORE.transaction(tx -> tx.update(null, KEY, u -> u.remove("text")))),
                argument("key", () -> STORE.transaction(tx -> tx.update(Note.class, null, u -> u.remove("text")))),
                argument("changes", () -> STORE.transaction(tx -> tx.update(Note.class, KEY, null))),
                argument("item", () -> STORE.transaction(tx -> tx.delete(null))),
                argument("condition", () -> STORE.transaction(tx -> tx.delete(NOTE, (Condition) null))),
                argument("key", () -> STORE.transaction(tx -> tx.delete(Note.class, (KeyValues) null))),
                argument("condition", () -> STORE.transaction(tx -> tx.delete(Note.class, KEY, null))),
                argument("model", () -> STORE.transaction(tx -> tx.check(null, KEY, itemExists()))),
                argument("key", () -> STORE.transaction(tx -> tx.check(Note.class, null, itemExists()))),
                argument("condition", () -> STORE.transaction(tx -> tx.check(Note.class, KEY, null))),
                argument("token", () -> STORE.transaction(tx -> tx.token(null))),
                argument("model", () -> STORE.exists(null, KEY)),
                argument("model", () -> STORE.getAll(null, List.of(KEY))),
                argument("keys", () -> STORE.getAll(Note.class, null)),
                argument("field", () -> update(u -> u.set(null, "x"))),
                argument("field", () -> update(u -> u.setIfAbsent(null, "x"))),
                argument("value", () -> update(u -> u.setIfAbsent("text", null))),
                argument("field", () -> update(u -> u.add(null, 1))),
                argument("number", () -> update(u -> u.add("text", null))),
                argument("field", () -> update(u -> u.append(null, List.of()))),
                argument("elements", () -> update(u -> u.append("text", null))),
                argument("field", () -> update(u -> u.remove(null))),
                argument("condition", () -> update(u -> u.onlyIf(null))),
                argument("item", () -> update(u -> u.orCreate(null))),
                argument("path", () -> Condition.field((String[]) null)),
                argument("item", () -> Condition.unchanged(null)),
                argument("other", () -> itemExists().and(null)),
                argument("other", () -> itemExists().or(null)),
                argument("values", () -> Condition.field("text").isIn((Collection<?>) null)),
                argument("values", () -> Condition.field("text").isIn((Object[]) null)),
                argument("pattern", () -> KeyPattern.of(null)),
                argument("mapper", () -> ItemCodec.of(null)),
                argument("model", () -> ItemCodec.create().type(null)),
                argument("table", () -> STORE.table(null)),
                argument("table", () -> STORE.createTable(null)),
                argument("models", () -> STORE.register(null)),
                argument("table", () -> ADMIN.table(null)),
                argument("table", () -> ADMIN.ping(null)),
                argument("model", () -> ADMIN.countItems(null, Duration.ZERO)),
                argument("atMost", () -> ADMIN.countItems(Note.class, null)),
                argument("model", () -> ADMIN.queryStored(null, KEY)),
                argument("key", () -> ADMIN.queryStored(Note.class, null)),
                argument("model", () -> ADMIN.queryStoredPartition(null, KEY)),
                argument("key", () -> ADMIN.queryStoredPartition(Note.class, null)),
                argument("model", () -> ADMIN.scanStored(null, KEY)),
                argument("key", () -> ADMIN.scanStored(Note.class, null)),
                argument("model", () -> ADMIN.read(null, FaultyBackend.stored("USER#joe", "NOTE#1", "{}"))),
                argument("item", () -> ADMIN.read(Note.class, null)),
                argument("name", () -> KeyValues.of(null, "joe")),
                argument("name", () -> KeyValues.of("owner", "joe", null, "1")),
                argument("name", () -> KEY.and(null, "1")),
                argument("values", () -> KeyValues.byFieldName(null)),
                argument("backend", () -> new DefaultItemStore(null)),
                argument("backend", () -> DefaultItemStore.builder(null)),
                argument(
                        "codec",
                        () -> DefaultItemStore.builder(new FaultyBackend()).codec(null)),
                argument(
                        "names",
                        () -> DefaultItemStore.builder(new FaultyBackend()).tableNames(null)),
                argument(
                        "listener",
                        () -> DefaultItemStore.builder(new FaultyBackend()).listener(null)),
                argument(
                        "clock",
                        () -> DefaultItemStore.builder(new FaultyBackend()).clock(null)),
                argument("table", () -> ADMIN.sweepExpired(null, 1, Duration.ZERO)),
                argument("atMost", () -> ADMIN.sweepExpired("notes", 1, null)));
    }

    private static void update(Consumer<? super ItemUpdate<Note>> changes) {
        STORE.update(Note.class, KEY, changes);
    }

    private static ItemQuery<Note> notes() {
        return STORE.query(Note.class, KeyValues.of("owner", "joe"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aNullArgumentIsNamed(String name, ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessage("'%s' must not be null", name);
    }

    @Test
    void aNullInACollectionIsNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> STORE.batchWrite(Arrays.asList(NOTE, null)))
                .withMessage("'items' must not contain null");
        assertThatNullPointerException()
                .isThrownBy(() -> STORE.register(Arrays.asList(Note.class, null)))
                .withMessage("'models' must not contain null");
    }

    @Test
    void aNullValueOfAKeyIsAnInvalidKeyThatNamesTheField() {
        InvalidKeyException thrown = catchThrowableOfType(
                InvalidKeyException.class, () -> STORE.get(Note.class, KeyValues.of("owner", null, "id", "1")));

        assertThat(thrown.field()).contains("owner");
        assertThat(thrown).hasMessageContaining("owner");
    }
}
