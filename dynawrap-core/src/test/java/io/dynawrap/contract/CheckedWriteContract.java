package io.dynawrap.contract;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.itemAbsent;
import static io.dynawrap.Condition.itemExists;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidModelException;
import io.dynawrap.ItemExistsException;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.TestServers;
import io.dynawrap.engine.DefaultItemStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Writes with a condition: create, save, delete. */
abstract class CheckedWriteContract extends Contract {

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", viewOf = Story.class)
    record StoryTitleOnly(String owner, String storyId, String title) {}

    @DbItem(pk = "USER#{owner}", sk = "COUNTER")
    record Counter(String owner, long n, int parity, String writer) {}

    @DbItem(pk = "USER#{owner}", sk = "ORDER")
    record Order(String owner, String state, String payer) {}

    private Story titled(String title) {
        return new Story(owner, "1", title);
    }

    @Test
    void createStoresAnItemAndReturnsWhatAGetReturns() {
        Story created = store.create(titled("new"));
        assertThat(created.schemaVersion()).isNotNull();
        assertThat(store.get(Story.class, key("1"))).contains(created);
    }

    @Test
    void createOfAnExistingItemIsRefusedWithThatItemAndChangesNothing() {
        Story saved = store.save(titled("old secret"));
        ItemExistsException refused =
                catchThrowableOfType(ItemExistsException.class, () -> store.create(titled("new secret")));

        assertThat(refused.current(Story.class)).contains(saved);
        assertThat(refused.current(StoryTitleOnly.class)).contains(new StoryTitleOnly(owner, "1", "old secret"));
        assertThat(refused)
                .hasMessageContaining("Story")
                .hasMessageContaining("'USER#" + owner + "', 'STORY#1'")
                .hasMessageNotContaining("secret");
        assertThat(store.get(Story.class, key("1"))).contains(saved);
    }

    @Test
    void createSucceedsAfterADelete() {
        store.create(titled("first"));
        store.delete(Story.class, key("1"));
        store.create(titled("second"));
        assertThat(store.get(Story.class, key("1")).orElseThrow().title()).isEqualTo("second");
    }

    @Test
    void createOverAnItemThatCannotBeReadIsRefused() {
        database.putRaw(
                table,
                "USER#" + owner,
                "STORY#1",
                null,
                "{\"storyId\":\"1\",\"owner\":\"" + owner + "\",\"title\":[1]}");
        assertThatThrownBy(() -> store.create(titled("new"))).isInstanceOf(ItemExistsException.class);
        assertThat(store.exists(Story.class, key("1"))).isTrue();
    }

    @Test
    void saveReplacesAnItemForWhichTheConditionHolds() {
        store.save(titled("draft"));
        Story saved = store.save(titled("published"), field("title").is("draft"));
        assertThat(saved.title()).isEqualTo("published");
        assertThat(store.get(Story.class, key("1"))).contains(saved);
    }

    @Test
    void saveIsRefusedByAnItemForWhichTheConditionDoesNotHold() {
        Story saved = store.save(titled("published"));
        ConditionFailedException refused = catchThrowableOfType(
                ConditionFailedException.class,
                () -> store.save(titled("secret"), field("title").is("draft")));

        assertThat(refused).isExactlyInstanceOf(ConditionFailedException.class);
        assertThat(refused.current(Story.class)).contains(saved);
        assertThat(refused)
                .hasMessageContaining(
                        "The condition on 'title' does not hold for Story 'USER#" + owner + "', 'STORY#1'")
                .hasMessageNotContaining("published")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("draft");
        assertThat(store.get(Story.class, key("1"))).contains(saved);
    }

    @Test
    void saveIsRefusedByAnAbsentItemAndCreatesNone() {
        for (var condition : List.of(
                itemExists(),
                field("title").is("draft"),
                field("title").isNot("draft"),
                field("title").isAbsent())) {
            ConditionFailedException refused =
                    catchThrowableOfType(ConditionFailedException.class, () -> store.save(titled("new"), condition));
            assertThat(refused.current(Story.class)).isEmpty();
            assertThat(store.exists(Story.class, key("1"))).isFalse();
        }
    }

    @Test
    void saveCreatesAnItemIfTheConditionHoldsOfAbsence() {
        store.save(titled("first"), itemAbsent());
        assertThatThrownBy(() -> store.save(titled("other"), itemAbsent()))
                .isExactlyInstanceOf(ConditionFailedException.class);
        store.save(titled("second"), itemAbsent().or(field("title").is("first")));
        assertThatThrownBy(() -> store.save(
                        titled("third"), itemAbsent().or(field("title").is("first"))))
                .isExactlyInstanceOf(ConditionFailedException.class);
        store.delete(Story.class, key("1"));
        store.save(titled("fourth"), itemAbsent().or(field("title").is("first")));
        assertThat(store.get(Story.class, key("1")).orElseThrow().title()).isEqualTo("fourth");
    }

    @Test
    void deleteDeletesAnItemForWhichTheConditionHolds() {
        Story saved = store.save(titled("draft"));
        ConditionFailedException refused = catchThrowableOfType(
                ConditionFailedException.class,
                () -> store.delete(saved, field("title").is("published")));
        assertThat(refused.current(Story.class)).contains(saved);
        assertThat(store.exists(Story.class, key("1"))).isTrue();

        store.delete(saved, field("title").is("draft"));
        assertThat(store.exists(Story.class, key("1"))).isFalse();
    }

    @Test
    void deleteByKeyChecksTheConditionToo() {
        store.save(titled("draft"));
        assertThatThrownBy(
                        () -> store.delete(Story.class, key("1"), field("title").is("published")))
                .isExactlyInstanceOf(ConditionFailedException.class);
        store.delete(Story.class, key("1"), field("title").is("draft"));
        assertThat(store.exists(Story.class, key("1"))).isFalse();
    }

    @Test
    void deleteOfAnAbsentItemIsDoneIfTheConditionHoldsOfAbsence() {
        store.delete(Story.class, key("1"), itemAbsent());
        store.delete(Story.class, key("1"), itemAbsent().or(field("title").is("draft")));
        ConditionFailedException refused = catchThrowableOfType(
                ConditionFailedException.class,
                () -> store.delete(titled("any"), field("title").is("draft")));
        assertThat(refused.current(Story.class)).isEmpty();
        assertThat(refused).hasMessageContaining("does not exist");
    }

    @Test
    void existsReportsWhetherAnItemHasTheKey() {
        assertThat(store.exists(Story.class, key("1"))).isFalse();
        store.save(titled("one"));
        assertThat(store.exists(Story.class, key("1"))).isTrue();
        assertThat(store.exists(StoryTitleOnly.class, key("1"))).isTrue();
        assertThat(store.exists(Story.class, key("2"))).isFalse();
    }

    @Test
    void whatIsWrongWithACallIsFoundBeforeAnyInput() {
        ItemStore nowhere = new DefaultItemStore(database.backend()).table(ABSENT);
        assertThatNullPointerException().isThrownBy(() -> nowhere.save(titled("x"), null));
        assertThatNullPointerException().isThrownBy(() -> nowhere.delete(titled("x"), null));
        assertThatNullPointerException().isThrownBy(() -> nowhere.delete(Story.class, key("1"), null));
        assertThatNullPointerException().isThrownBy(() -> nowhere.create(null));
        assertThatThrownBy(() -> nowhere.create(new StoryTitleOnly(owner, "1", "t")))
                .isInstanceOf(InvalidModelException.class);
        assertThatThrownBy(() -> nowhere.save(titled("x"), field("nothing").is("x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        nowhere.delete(Story.class, key("1"), field("nothing").is("x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> nowhere.create(Story.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Pass the key too");
    }

    @Test
    void ofEightCallersThatCreateAnItemExactlyOneSucceeds() throws Exception {
        for (int round = 0; round < 10; round++) {
            String id = "race" + round;
            List<Boolean> outcomes = atOnce(8, caller -> () -> {
                try {
                    store.create(new Story(owner, id, "by " + caller));
                    return true;
                } catch (ItemExistsException e) {
                    assertThat(e.current(Story.class)).isPresent();
                    return false;
                }
            });
            assertThat(outcomes).containsOnlyOnce(true);
        }
    }

    @Test
    void ofEightPaymentsOfOneOrderExactlyOneSucceeds() throws Exception {
        for (int round = 0; round < 10; round++) {
            store.save(new Order(owner, "OPEN", ""));
            List<String> winners = atOnce(8, caller -> () -> {
                        String payer = "payer" + caller;
                        try {
                            store.save(
                                    new Order(owner, "PAID", payer),
                                    field("state").is("OPEN"));
                            return payer;
                        } catch (ConditionFailedException e) {
                            assertThat(e.current(Order.class).orElseThrow().state())
                                    .isEqualTo("PAID");
                            return "";
                        }
                    })
                    .stream()
                    .filter(payer -> !payer.isEmpty())
                    .toList();
            assertThat(winners).hasSize(1);
            assertThat(store.get(Order.class, KeyValues.of("owner", owner))
                            .orElseThrow()
                            .payer())
                    .isEqualTo(winners.get(0));
        }
    }

    /** The item of a refusal really refuses the write, whatever other writers do meanwhile. */
    @Test
    void theReportedItemRefusesTheConditionAlsoWhileOthersWrite() throws Exception {
        int refusals = Integer.getInteger("dynawrap.refusals", 600);
        store.save(new Counter(owner, 0, 0, ""));
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger written = new AtomicInteger();
        atOnce(6, caller -> () -> {
            Random random = new Random(caller);
            while (refused.get() < refusals) {
                int parity = random.nextInt(2);
                try {
                    store.save(
                            new Counter(owner, random.nextInt(), random.nextInt(2), "w" + caller),
                            field("parity").is(parity));
                    written.incrementAndGet();
                } catch (ConditionFailedException e) {
                    refused.incrementAndGet();
                    if (e.current(Counter.class).orElseThrow().parity() == parity) {
                        wrong.incrementAndGet();
                    }
                }
            }
            return true;
        });
        assertThat(refused.get()).isGreaterThanOrEqualTo(refusals);
        assertThat(written.get()).isPositive();
        assertThat(wrong.get()).isZero();
    }

    static <R> List<R> atOnce(int callers, java.util.function.IntFunction<Callable<R>> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            CyclicBarrier start = new CyclicBarrier(callers);
            List<Future<R>> running = IntStream.range(0, callers)
                    .mapToObj(caller -> threads.submit(() -> {
                        start.await();
                        return call.apply(caller).call();
                    }))
                    .toList();
            List<R> results = new ArrayList<>();
            for (Future<R> result : running) {
                results.add(result.get(TestServers.PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
