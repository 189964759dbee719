package io.dynawrap.contract;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.unchanged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.InvalidConditionException;
import io.dynawrap.InvalidCursorException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.ItemQuery;
import io.dynawrap.KeyValues;
import io.dynawrap.OnError;
import io.dynawrap.Page;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.RecordingListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Several models in one query: those that a sealed interface permits. */
abstract class SealedModelsContract extends Contract {

    sealed interface OwnerItem permits Person, Text, Pet {}

    /** A group inside of the group. */
    sealed interface Pet extends OwnerItem permits Cat, Dog {}

    @DbItem(pk = "OWNER#{owner}", sk = "PERSON")
    record Person(String owner, String name, int age) implements OwnerItem {}

    @DbItem(pk = "OWNER#{owner}", sk = "TEXT#{id}")
    record Text(String owner, String id, @Nullable String name) implements OwnerItem {}

    @DbItem(pk = "OWNER#{owner}", sk = "PET#CAT#{id}")
    record Cat(
            String owner,
            String id,
            int age,
            @ExpiresAt @Nullable Instant end) implements Pet {}

    @DbItem(pk = "OWNER#{owner}", sk = "PET#DOG#{id}")
    record Dog(String owner, String id, int age, double weight) implements Pet {}

    /** In the same partition, and under no interface. */
    @DbItem(pk = "OWNER#{owner}", sk = "PLACE#{id}")
    record Place(String owner, String id) {}

    sealed interface OfOrder permits Purchase, Line {}

    @DbItem(pk = "CUSTOMER#{customer}", sk = "ORDER#{order}")
    record Purchase(String customer, String order) implements OfOrder {}

    @DbItem(pk = "CUSTOMER#{customer}", sk = "ORDER#{order}#LINE#{n:03}")
    record Line(String customer, String order, int n) implements OfOrder {}

    private final Person person = new Person("", "ann", 40);

    private ItemQuery<OwnerItem> items() {
        return store.query(OwnerItem.class, partition());
    }

    /** Returns the items in the order of their sort keys. */
    private List<OwnerItem> saveItems() {
        List<OwnerItem> items = List.of(
                new Person(owner, "ann", 40),
                new Cat(owner, "1", 3, null),
                new Dog(owner, "1", 7, 12.5),
                new Text(owner, "1", "one"),
                new Text(owner, "2", null));
        store.batchWrite(items);
        store.save(new Place(owner, "1"));
        database.putRaw(table, "OWNER#" + owner, "TEXT#1#PART#1", null, "{}");
        return items;
    }

    @Test
    void oneQueryReturnsTheItemsOfAllModelsInTheOrderOfTheirKeys() {
        List<OwnerItem> saved = saveItems();
        assertThat(items().list()).containsExactlyElementsOf(saved);
        List<OwnerItem> reversed = new ArrayList<>(saved);
        Collections.reverse(reversed);
        assertThat(items().reverse().list()).containsExactlyElementsOf(reversed);
        assertThat(items().limit(2).list()).containsExactlyElementsOf(saved.subList(0, 2));
        assertThat(items().limit(4).list())
                .as("items of other models do not count")
                .containsExactlyElementsOf(saved.subList(0, 4));
        assertThat(items().reverse().limit(2).list()).containsExactlyElementsOf(reversed.subList(0, 2));
        assertThat(items().limit(4).count()).isEqualTo(4);
        assertThat(items().first()).contains(saved.get(0));
        assertThat(items().count()).isEqualTo(5);
        assertThat(store.query(Pet.class, partition()).list()).containsExactly((Pet) saved.get(1), (Pet) saved.get(2));
        assertThat(store.query(Text.class, partition()).list())
                .as("a record of it is a model as before")
                .hasSize(2);
    }

    @Test
    void itIsOneRequestToTheDatabase() {
        saveItems();
        RecordingListener listener = new RecordingListener();
        DefaultItemStore observed = DefaultItemStore.builder(database.backend())
                .listener(listener)
                .build()
                .table(table);
        observed.query(Place.class, partition()).list(); // examines the table
        int before = listener.requests();
        assertThat(observed.query(OwnerItem.class, partition()).list()).hasSize(5);
        assertThat(listener.requests() - before).isEqualTo(1);
        assertThat(listener.completed().get(1).operation().model()).isEqualTo("OwnerItem");
        assertThat(listener.completed().get(1).result().items()).isEqualTo(5);
    }

    @Test
    void pagesGoThroughAllModelsAndCursorsBelongToTheSet() {
        List<OwnerItem> saved = saveItems();
        for (int size : new int[] {1, 2, 5}) {
            List<OwnerItem> walked = new ArrayList<>();
            String cursor = null;
            do {
                Page<OwnerItem> page = items().page(size, cursor);
                walked.addAll(page.items());
                cursor = page.nextCursor();
            } while (cursor != null);
            assertThat(walked).containsExactlyElementsOf(saved);
        }
        String cursor = items().page(1).nextCursor();
        assertThatThrownBy(() -> store.query(Pet.class, partition()).page(1, cursor))
                .isInstanceOf(InvalidCursorException.class);
        assertThatThrownBy(() -> store.query(Text.class, partition()).page(1, cursor))
                .isInstanceOf(InvalidCursorException.class);
        assertThatThrownBy(() -> items().reverse().page(1, cursor)).isInstanceOf(InvalidCursorException.class);
    }

    @Test
    void scansFindTheItemsOfAllModels() {
        List<OwnerItem> saved = saveItems();
        store.save(new Text(owner + "x", "3", "three"));
        assertThat(store.scan(OwnerItem.class, partition()).list()).containsExactlyElementsOf(saved);
        ItemQuery<OwnerItem> all = store.scan(OwnerItem.class)
                .consistentReads(true)
                .filter(field("owner").isIn(owner, owner + "x"));
        assertThat(all.list()).hasSize(6).containsAll(saved);
        assertThat(all.parallelism(3).list()).hasSize(6).containsAll(saved);
        assertThat(all.count()).isEqualTo(6);
    }

    @Test
    void aFieldThatSomeModelsDoNotHaveIsAbsentThere() {
        List<OwnerItem> saved = saveItems();
        assertThat(items().filter(field("age").atLeast(7)).list()).containsExactly(saved.get(0), saved.get(2));
        assertThat(items().filter(field("name").isAbsent()).list())
                .containsExactly(saved.get(1), saved.get(2), saved.get(4));
        assertThat(items().filter(field("weight").is(12.5).or(field("name").is("one")))
                        .list())
                .containsExactly(saved.get(2), saved.get(3));
        assertThat(items().filter(field("age").isIn(3, 7)).count()).isEqualTo(2);
    }

    sealed interface Mixed permits Number, Word {}

    @DbItem(pk = "MIXED#{owner}", sk = "NUMBER#{id}")
    record Number(String owner, String id, int value) implements Mixed {}

    @DbItem(pk = "MIXED#{owner}", sk = "WORD#{id}")
    record Word(String owner, String id, String value) implements Mixed {}

    @Test
    void filtersThatFitNoModelOrSeveralDifferentlyAreErrorsBeforeAnyInput() {
        ItemQuery<OwnerItem> absent = store.table(ABSENT).query(OwnerItem.class, partition());
        assertThatThrownBy(() -> absent.filter(field("height").is(1)))
                .isInstanceOf(InvalidConditionException.class)
                .hasMessageContaining("OwnerItem: no model has the field 'height'");
        assertThatThrownBy(() -> absent.filter(field("age").is("old"))).isInstanceOf(InvalidConditionException.class);
        assertThatThrownBy(() -> absent.filter(unchanged(person))).isInstanceOf(InvalidConditionException.class);
        ItemQuery<Mixed> mixed = store.table(ABSENT).query(Mixed.class, partition());
        assertThatThrownBy(() -> mixed.filter(field("value").is(1))).isInstanceOf(InvalidConditionException.class);
        mixed.filter(field("value").isPresent());
    }

    @Test
    void eachItemExpiresAsItsModelSays() {
        Instant now = Instant.parse("2001-02-03T12:00:00Z");
        DefaultItemStore expiring = DefaultItemStore.builder(database.backend())
                .clock(() -> now)
                .build()
                .table(table);
        expiring.batchWrite(List.of(
                new Cat(owner, "1", 1, now), new Cat(owner, "2", 2, now.plusSeconds(1)), new Dog(owner, "3", 3, 1)));
        // a field of that name has no meaning in an item of a model that does not expire
        database.putRaw(table, "OWNER#" + owner, "PET#DOG#4", null, "{\"age\": 4, \"weight\": 1, \"end\": 5}");
        assertThat(expiring.query(Pet.class, partition()).list())
                .containsExactly(
                        new Cat(owner, "2", 2, now.plusSeconds(1)),
                        new Dog(owner, "3", 3, 1),
                        new Dog(owner, "4", 4, 1));
        assertThat(expiring.query(Pet.class, partition()).count()).isEqualTo(3);
        assertThat(expiring.query(Pet.class, partition())
                        .filter(field("age").atMost(4))
                        .count())
                .isEqualTo(3);
    }

    @Test
    void unreadableItemsAreHandledAsThoseOfOneModel() {
        List<OwnerItem> saved = saveItems();
        database.putRaw(table, "OWNER#" + owner, "PET#DOG#2", null, "{\"age\": \"x\"}");
        assertThat(items().list()).containsExactlyElementsOf(saved);
        assertThatThrownBy(() -> items().onError(OnError.RAISE).list())
                .isInstanceOf(UnreadableItemException.class)
                .hasMessageContaining("Dog");
    }

    @Test
    void valuesOfFieldsThatAllSortKeysStartWithMatchWhole() {
        store.batchWrite(List.of(
                new Purchase(owner, "1"),
                new Purchase(owner, "12"),
                new Line(owner, "1", 1),
                new Line(owner, "12", 1)));
        store.batchWrite(
                IntStream.range(2, 300).mapToObj(n -> new Line(owner, "1", n)).toList());
        KeyValues first = KeyValues.of("customer", owner, "order", "1");
        List<OfOrder> order = store.query(OfOrder.class, first).list();
        assertThat(order).hasSize(300).startsWith(new Purchase(owner, "1"), new Line(owner, "1", 1));
        assertThat(store.query(OfOrder.class, first).reverse().limit(1).list())
                .containsExactly(new Line(owner, "1", 299));
        assertThat(store.query(OfOrder.class, KeyValues.of("customer", owner)).count())
                .isEqualTo(302);
        assertThatThrownBy(() -> store.query(OfOrder.class, first.and("n", 1))).isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> store.query(OwnerItem.class, partition().and("id", "1")))
                .isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void whatNeedsOneModelIsRefused() {
        assertThatThrownBy(() -> items().from("x"))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("Query one of its models");
        assertThatThrownBy(() -> items().deleteAll())
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("Call deleteAll for each of its models");
        assertThatThrownBy(() -> store.get(OwnerItem.class, partition()))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("OwnerItem is a sealed interface")
                .hasMessageContaining("Pass one of these models here");
        assertThatThrownBy(() -> store.delete(OwnerItem.class, partition())).isInstanceOf(InvalidModelException.class);
        OwnerItem item = new Text(owner, "9", "nine");
        assertThat(store.save(item)).as("an item is saved as its class").isEqualTo(item);
    }
}
