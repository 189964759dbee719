package io.dynawrap.contract;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.itemAbsent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.DbItem;
import io.dynawrap.InapplicableUpdateException;
import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.InvalidUpdateException;
import io.dynawrap.ItemExistsException;
import io.dynawrap.ItemNotFoundException;
import io.dynawrap.ItemTransaction;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TransactionFailedException;
import io.dynawrap.WrittenItems;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates as operations of a transaction. */
abstract class TransactionUpdateContract extends Contract {

    @DbItem(pk = "USER#{owner}", sk = "STOCK#{id}")
    record Stock(
            String owner,
            String id,
            @Nullable Integer left,
            @Nullable List<String> notes,
            @Nullable String text) {}

    @DbItem(pk = "USER#{owner}", sk = "STOCK#{id}", viewOf = Stock.class)
    record StockView(String owner, String id) {}

    @DbItem(pk = "USER#{owner}", sk = "ACCOUNT#{id}")
    record Account(
            String owner,
            String id,
            long balance,
            @ItemVersion int version) {}

    @DbItem(pk = "USER#{owner}", sk = "MEASURE#{id}")
    record Measure(String owner, String id, BigDecimal value) {}

    private KeyValues id(String id) {
        return KeyValues.of("owner", owner, "id", id);
    }

    private Stock stock(String id, Integer left) {
        return new Stock(owner, id, left, null, null);
    }

    private TransactionFailedException refused(Consumer<ItemTransaction> operations) {
        return catchThrowableOfType(TransactionFailedException.class, () -> store.transaction(operations));
    }

    @Test
    void updatesAreExecutedWithTheOtherOperations() {
        store.save(stock("1", 3));
        store.save(stock("2", null));
        Account account = store.create(new Account(owner, "1", 10, 0));
        WrittenItems written = store.transaction(tx -> tx.create(story("1"))
                .update(
                        Stock.class,
                        id("1"),
                        u -> u.add("left", -1).onlyIf(field("left").atLeast(1)))
                .update(
                        Stock.class,
                        id("2"),
                        u -> u.set("text", "new").append("notes", List.of("a")).setIfAbsent("left", 7))
                .update(Account.class, id("1"), u -> u.add("balance", 5)));
        assertThat(written.of(Stock.class)).as("updates return no items").isEmpty();
        assertThat(written.of(Story.class)).hasSize(1);
        assertThat(store.get(Stock.class, id("1"))).contains(stock("1", 2));
        assertThat(store.get(Stock.class, id("2"))).contains(new Stock(owner, "2", 7, List.of("a"), "new"));
        assertThat(store.get(Account.class, id("1"))).contains(new Account(owner, "1", 15, account.version() + 1));
    }

    @Test
    void aRefusedUpdateRefusesTheTransactionWithItsReason() {
        store.save(stock("1", 0));
        store.save(stock("2", Integer.MAX_VALUE));
        TransactionFailedException refused = refused(tx -> tx.create(story("1"))
                .update(
                        Stock.class,
                        id("1"),
                        u -> u.add("left", -1).onlyIf(field("left").atLeast(1)))
                .update(Stock.class, id("9"), u -> u.set("text", "secret"))
                .update(Stock.class, id("2"), u -> u.add("left", 1)));

        assertThat(refused.reasons().get(0)).isEmpty();
        ConditionFailedException condition = refused.reasons().get(1).orElseThrow();
        assertThat(condition).isExactlyInstanceOf(ConditionFailedException.class);
        assertThat(condition.current(Stock.class)).contains(stock("1", 0));
        ConditionFailedException absent = refused.reasons().get(2).orElseThrow();
        assertThat(absent).isInstanceOf(ItemNotFoundException.class);
        assertThat(absent.current(Stock.class)).isEmpty();
        ConditionFailedException overflow = refused.reasons().get(3).orElseThrow();
        assertThat(overflow).isInstanceOf(InapplicableUpdateException.class);
        assertThat(overflow.current(Stock.class)).contains(stock("2", Integer.MAX_VALUE));
        assertThat(store.exists(Story.class, key("1"))).isFalse();
        assertThat(store.exists(Stock.class, id("9"))).isFalse();
        assertThat(database.raw(table, "USER#" + owner, "STOCK#9")).isNull();
    }

    @Test
    void anUpdateThatCannotBeAppliedIsFoundWhateverTheDatabaseAnswers() {
        database.putRaw(
                table,
                "USER#" + owner,
                "STOCK#1",
                null,
                "{\"owner\":\"" + owner + "\",\"id\":\"1\",\"left\":\"many\",\"notes\":\"none\"}");
        store.save(stock("2", 1));
        for (Consumer<io.dynawrap.ItemUpdate<Stock>> changes : List.<Consumer<io.dynawrap.ItemUpdate<Stock>>>of(
                u -> u.add("left", 1), u -> u.append("notes", List.of("a")))) {
            TransactionFailedException refused = refused(tx -> tx.update(Stock.class, id("2"), u -> u.add("left", 1))
                    .update(Stock.class, id("1"), changes::accept));
            assertThat(refused.reasons().get(0)).isEmpty();
            assertThat(refused.reasons().get(1).orElseThrow()).isInstanceOf(InapplicableUpdateException.class);
        }
        assertThat(store.get(Stock.class, id("2"))).contains(stock("2", 1));
    }

    @Test
    void theOtherOperationsHaveTheirReasonsBesideAnUpdateThatTheDatabaseRejects() {
        store.save(new Measure(owner, "1", new BigDecimal("0.123456789")));
        saveStories("1");

        TransactionFailedException refused = refused(tx -> tx.update(
                        Measure.class, id("1"), u -> u.add("value", new BigDecimal("1E+40")))
                .create(story("1"))
                .create(story("2"))
                .check(Story.class, key("3"), field("title").is("any")));

        assertThat(refused.reasons().get(0)).containsInstanceOf(InapplicableUpdateException.class);
        assertThat(refused.reasons().get(1)).containsInstanceOf(ItemExistsException.class);
        assertThat(refused.reasons().get(1).orElseThrow().current(Story.class))
                .hasValueSatisfying(story -> assertThat(story.storyId()).isEqualTo("1"));
        assertThat(refused.reasons().get(2)).isEmpty();
        assertThat(refused.reasons().get(3)).containsInstanceOf(ConditionFailedException.class);
    }

    @Test
    void aFieldThatIsStoredAsNullCountsAsAbsent() {
        database.putRaw(
                table,
                "USER#" + owner,
                "STOCK#1",
                null,
                "{\"owner\":\"" + owner + "\",\"id\":\"1\",\"left\":null,\"notes\":null,\"text\":null}");
        store.transaction(tx -> tx.update(
                Stock.class,
                id("1"),
                u -> u.add("left", 2).append("notes", List.of("a")).setIfAbsent("text", "t")));
        assertThat(store.get(Stock.class, id("1"))).contains(new Stock(owner, "1", 2, List.of("a"), "t"));
    }

    @ParameterizedTest
    @ValueSource(ints = {300_000, 395_000, 409_000})
    void anItemNeverHasMoreThanFourHundredKilobytesAfterwards(int size) {
        store.save(new Stock(owner, "1", 1, null, "x".repeat(size)));
        store.transaction(tx -> tx.update(Stock.class, id("1"), u -> u.append("notes", List.of("y".repeat(50)))));
        assertThat(store.get(Stock.class, id("1")).orElseThrow().notes()).hasSize(1);

        TransactionFailedException refused = refused(tx -> tx.create(story("1"))
                .update(Stock.class, id("1"), u -> u.append("notes", List.of("z".repeat(120_000)))));
        assertThat(refused.reasons().get(1).orElseThrow())
                .isInstanceOf(InapplicableUpdateException.class)
                .hasMessageContaining("400 KB");
        assertThat(store.exists(Story.class, key("1"))).isFalse();
    }

    @Test
    void addsOfManyThreadsInTransactionsAreAllCounted() throws Exception {
        store.save(stock("1", 0));
        store.save(stock("2", 0));
        AtomicInteger done = new AtomicInteger();
        CheckedWriteContract.atOnce(8, caller -> () -> {
            for (int i = 0; i < 10; i++) {
                boolean reversed = caller % 2 == 0;
                store.transaction(tx -> tx.update(Stock.class, id(reversed ? "2" : "1"), u -> u.add("left", 1))
                        .update(Stock.class, id(reversed ? "1" : "2"), u -> u.add("left", 1)));
                done.incrementAndGet();
            }
            return true;
        });
        assertThat(store.get(Stock.class, id("1"))).contains(stock("1", done.get()));
        assertThat(store.get(Stock.class, id("2"))).contains(stock("2", 80));
    }

    @Test
    void aTokenLetsAnUpdateBeExecutedOnce() {
        store.save(stock("1", 0));
        Consumer<ItemTransaction> count =
                tx -> tx.update(Stock.class, id("1"), u -> u.add("left", 1)).token("count " + owner);
        store.transaction(count);
        store.transaction(count);
        assertThat(store.get(Stock.class, id("1"))).contains(stock("1", 1));
        for (Consumer<io.dynawrap.ItemUpdate<Stock>> other : List.<Consumer<io.dynawrap.ItemUpdate<Stock>>>of(
                u -> u.add("left", 2),
                u -> u.set("left", 1),
                u -> u.add("left", 1).set("text", "x"),
                u -> u.add("left", 1).onlyIf(field("left").is(1)))) {
            StoreException reused = catchThrowableOfType(
                    StoreException.class,
                    () -> store.transaction(
                            tx -> tx.update(Stock.class, id("1"), other::accept).token("count " + owner)));
            assertThat(reused.problem()).isEqualTo(StoreProblem.TOKEN_REUSED);
        }
        assertThat(store.get(Stock.class, id("1"))).contains(stock("1", 1));
    }

    @Test
    void updatesAreCheckedWhenTheyAreAdded() {
        assertThatThrownBy(() -> store.transaction(tx ->
                        tx.update(Stock.class, id("1"), u -> u.add("left", 1).orCreate(stock("1", 0)))))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageContaining("orCreate");
        assertThatThrownBy(() -> store.transaction(tx -> tx.update(Stock.class, id("1"), u -> {})))
                .isInstanceOf(InvalidUpdateException.class);
        assertThatThrownBy(() -> store.transaction(tx -> tx.update(Stock.class, id("1"), u -> u.set("nothing", 1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.transaction(tx -> tx.update(StockView.class, id("1"), u -> u.remove("id"))))
                .isInstanceOf(InvalidModelException.class);
        assertThatThrownBy(() -> store.transaction(tx -> tx.update(Stock.class, id("1"), u -> u.add("left", 1))
                        .check(Stock.class, id("1"), itemAbsent())))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatNullPointerException()
                .isThrownBy(() -> store.transaction(tx -> tx.update(Stock.class, id("1"), null)));
    }
}
