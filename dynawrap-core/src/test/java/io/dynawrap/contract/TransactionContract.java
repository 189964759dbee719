package io.dynawrap.contract;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.itemAbsent;
import static io.dynawrap.Condition.itemExists;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.Condition;
import io.dynawrap.ConditionFailedException;
import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.InvalidRequestException;
import io.dynawrap.ItemExistsException;
import io.dynawrap.ItemStore;
import io.dynawrap.ItemTransaction;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import io.dynawrap.StaleItemException;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.TransactionFailedException;
import io.dynawrap.WrittenItems;
import io.dynawrap.engine.DefaultItemStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several operations of which all are executed or none is. */
abstract class TransactionContract extends Contract {

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", viewOf = Story.class)
    record StoryView(String owner, String storyId, String title) {}

    @DbItem(pk = "USER#{owner}", sk = "ACCOUNT#{id}")
    record Account(
            String owner,
            String id,
            long balance,
            @ItemVersion long version) {}

    @DbItem(pk = "USER#{owner}", sk = "SESSION#{id}")
    record Session(String owner, String id, @ExpiresAt Instant end) {}

    @DbItem(pk = "ORDER#{id}", sk = "ORDER", table = "orders")
    record Order(String id, String state) {}

    @DbItem(pk = "STOCK#{id}", sk = "STOCK", table = "stocks")
    record Stock(String id, int left) {}

    @DbItem(pk = "USER#{owner}", sk = "TREE#{id}")
    record Tree(String owner, String id, Map<String, Object> branches) {}

    private static final Instant NOON = Instant.parse("2001-02-03T12:00:00Z");

    private static final class OtherTable {}

    private Instant now = NOON;
    private ItemStore shop;
    private DefaultItemStore timed;

    @BeforeEach
    void openTwoTables() {
        String other = database.table(OtherTable.class);
        shop = DefaultItemStore.builder(database.backend())
                .tableNames(name -> name.equals("orders") ? table : other)
                .build();
        timed = DefaultItemStore.builder(database.backend()).clock(() -> now).build();
    }

    private TransactionFailedException refused(Consumer<ItemTransaction> operations) {
        return catchThrowableOfType(TransactionFailedException.class, () -> store.transaction(operations));
    }

    private Optional<Story> find(String storyId) {
        return store.get(Story.class, key(storyId));
    }

    private Story titled(String storyId, String title) {
        return new Story(owner, storyId, title);
    }

    @Test
    void allOperationsAreExecutedAndTheItemsAreReturnedAsStored() {
        saveStories("2", "3", "4", "5", "6");
        WrittenItems written = store.transaction(tx -> tx.create(story("1"))
                .save(titled("2", "new"))
                .save(titled("3", "new"), field("title").is("Title of 3"))
                .delete(story("4"))
                .delete(Story.class, key("5"))
                .delete(Story.class, key("7"))
                .check(Story.class, key("6"), itemExists())
                .check(Story.class, key("8"), itemAbsent())
                .save(new Profile(owner, "a@b")));

        assertThat(written.of(Story.class)).extracting(Story::storyId).containsExactly("1", "2", "3");
        assertThat(written.of(Story.class)).allMatch(story -> story.schemaVersion() != null);
        assertThat(written.of(Profile.class)).containsExactly(new Profile(owner, "a@b"));
        assertThat(written.of(Comment.class)).isEmpty();
        assertThat(store.query(Story.class, partition()).list())
                .extracting(Story::storyId, Story::title)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("1", "Title of 1"),
                        org.assertj.core.groups.Tuple.tuple("2", "new"),
                        org.assertj.core.groups.Tuple.tuple("3", "new"),
                        org.assertj.core.groups.Tuple.tuple("6", "Title of 6"));
        assertThat(find("1")).contains(written.of(Story.class).get(0));
        assertThat(store.get(Profile.class, partition())).isPresent();
    }

    @Test
    void aRefusedTransactionExecutesNothingAndHasOneReasonForEachOperationInOrder() {
        saveStories("1", "2", "3", "4");
        TransactionFailedException refused = refused(tx -> tx.save(titled("1", "new"))
                .create(titled("2", "new"))
                .delete(Story.class, key("3"))
                .check(Story.class, key("9"), itemExists())
                .create(titled("5", "new"))
                .delete(Story.class, key("4"), field("title").is("secret"))
                .check(Story.class, key("8"), itemAbsent()));

        assertThat(refused.reasons()).hasSize(7);
        assertThat(refused.reasons())
                .extracting(Optional::isPresent)
                .containsExactly(false, true, false, true, false, true, false);
        ConditionFailedException exists = refused.reasons().get(1).orElseThrow();
        assertThat(exists).isInstanceOf(ItemExistsException.class);
        assertThat(exists.current(Story.class)).contains(find("2").orElseThrow());
        ConditionFailedException absent = refused.reasons().get(3).orElseThrow();
        assertThat(absent).isExactlyInstanceOf(ConditionFailedException.class);
        assertThat(absent.current(Story.class)).isEmpty();
        assertThat(refused.reasons().get(5).orElseThrow().current(StoryView.class))
                .contains(new StoryView(owner, "4", "Title of 4"));
        assertThat(refused)
                .hasMessageContaining("3 of 7 operations were refused")
                .hasMessageContaining("index 1")
                .hasMessageContaining("Story 'USER#" + owner + "', 'STORY#2'")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("Title")
                .hasCause(exists);

        assertThat(store.query(Story.class, partition()).list())
                .extracting(Story::title)
                .containsExactly("Title of 1", "Title of 2", "Title of 3", "Title of 4");
        assertThat(database.raw(table, "USER#" + owner, "STORY#5")).isNull();
        assertThat(database.raw(table, "USER#" + owner, "STORY#8")).isNull();
        assertThat(database.raw(table, "USER#" + owner, "STORY#9")).isNull();
    }

    @Test
    void aTransactionSpansModelsAndTables() {
        shop.save(new Stock(owner, 3));
        WrittenItems written = shop.transaction(tx -> tx.create(new Order(owner, "NEW"))
                .save(new Stock(owner, 2), field("left").is(3)));
        assertThat(written.of(Order.class)).containsExactly(new Order(owner, "NEW"));
        assertThat(written.of(Stock.class)).containsExactly(new Stock(owner, 2));

        TransactionFailedException refused = catchThrowableOfType(
                TransactionFailedException.class,
                () -> shop.transaction(tx -> tx.save(new Order(owner, "PAID"))
                        .save(new Stock(owner, 1), field("left").is(3))));
        assertThat(refused.reasons().get(1).orElseThrow().current(Stock.class)).contains(new Stock(owner, 2));
        KeyValues key = KeyValues.of("id", owner);
        assertThat(shop.get(Order.class, key)).contains(new Order(owner, "NEW"));
        assertThat(shop.get(Stock.class, key)).contains(new Stock(owner, 2));
        assertThat(database.raw(table, "ORDER#" + owner, "ORDER")).isNotNull();
        assertThat(database.raw(table, "STOCK#" + owner, "STOCK")).isNull();
    }

    @Test
    void checksLeaveItemsAsTheyAreAndNothingInThePlaceOfAbsentOnes() {
        saveStories("1");
        Database.RawItem before = database.raw(table, "USER#" + owner, "STORY#1");
        store.transaction(tx -> tx.check(Story.class, key("1"), field("title").beginsWith("Title"))
                .check(Story.class, key("2"), itemAbsent())
                .check(Story.class, key("3"), itemAbsent().or(field("title").is("x"))));
        assertThat(database.raw(table, "USER#" + owner, "STORY#1")).isEqualTo(before);
        assertThat(database.raw(table, "USER#" + owner, "STORY#2")).isNull();
        assertThat(database.raw(table, "USER#" + owner, "STORY#3")).isNull();
    }

    @Test
    void aFieldConditionDoesNotHoldOfAnAbsentItem() {
        for (var condition : List.of(
                itemExists(),
                field("title").isAbsent(),
                field("title").isNot("x"),
                field("title").is("x").not())) {
            assertThat(refused(tx -> tx.check(Story.class, key("1"), condition))
                            .reasons()
                            .get(0))
                    .isPresent();
            assertThat(refused(tx -> tx.save(story("1"), condition)).reasons().get(0))
                    .isPresent();
            assertThat(refused(tx -> tx.delete(story("1"), condition)).reasons().get(0))
                    .isPresent();
        }
        assertThat(store.exists(Story.class, key("1"))).isFalse();
    }

    @Test
    void versionsAreCheckedAndIncreasedAsInSingleWrites() {
        Account one = store.create(new Account(owner, "1", 10, 0));
        Account two = store.create(new Account(owner, "2", 10, 0));
        WrittenItems written = store.transaction(tx -> tx.save(new Account(owner, "1", 7, one.version()))
                .save(new Account(owner, "2", 13, two.version()))
                .create(new Account(owner, "3", 0, 99)));
        assertThat(written.of(Account.class)).extracting(Account::version).containsExactly(2L, 2L, 1L);
        Account now = written.of(Account.class).get(0);
        assertThat(store.get(Account.class, account("1"))).contains(now);

        TransactionFailedException refused = refused(tx -> tx.save(new Account(owner, "1", 0, one.version()))
                .delete(two)
                .delete(new Account(owner, "4", 0, 5))
                .save(new Account(owner, "5", 0, 5)));
        ConditionFailedException stale = refused.reasons().get(0).orElseThrow();
        assertThat(stale).isInstanceOf(StaleItemException.class);
        assertThat(stale.current(Account.class)).contains(now);
        assertThat(refused.reasons().get(1).orElseThrow()).isInstanceOf(StaleItemException.class);
        assertThat(refused.reasons().get(2))
                .as("an absent item has no version that differs")
                .isEmpty();
        assertThat(refused.reasons().get(3).orElseThrow().current(Account.class))
                .isEmpty();

        store.transaction(tx -> tx.delete(now).delete(Account.class, account("2")));
        assertThat(store.exists(Account.class, account("1"))).isFalse();
        assertThat(store.exists(Account.class, account("2"))).isFalse();
    }

    private KeyValues account(String id) {
        return KeyValues.of("owner", owner, "id", id);
    }

    @Test
    void expiredItemsAreAbsent() {
        ItemStore sessions = timed.table(table);
        sessions.save(new Session(owner, "1", NOON.plusSeconds(10)));
        sessions.save(new Session(owner, "2", NOON.plusSeconds(10)));
        assertThat(catchThrowableOfType(
                                TransactionFailedException.class,
                                () -> sessions.transaction(tx -> tx.create(new Session(owner, "1", NOON))))
                        .reasons()
                        .get(0))
                .isPresent();

        now = NOON.plusSeconds(10);
        TransactionFailedException refused = catchThrowableOfType(
                TransactionFailedException.class,
                () -> sessions.transaction(tx -> tx.check(Session.class, account("1"), itemExists())));
        assertThat(refused.reasons().get(0).orElseThrow().current(Session.class))
                .isEmpty();
        sessions.transaction(tx -> tx.create(new Session(owner, "1", now.plusSeconds(5)))
                .check(Session.class, account("2"), itemAbsent())
                .check(Session.class, account("3"), itemAbsent()));
        assertThat(sessions.get(Session.class, account("1"))).contains(new Session(owner, "1", now.plusSeconds(5)));
        assertThat(database.raw(table, "USER#" + owner, "SESSION#2")).isNotNull();
    }

    @Test
    void aTransactionHasOneToOneHundredOperations() {
        assertThatThrownBy(() -> store.transaction(tx -> {}))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("no operations");
        store.transaction(tx -> numbered(100).forEach(tx::create));
        assertThat(store.query(Story.class, partition()).list()).hasSize(100);
        assertThatThrownBy(() -> nowhere().transaction(tx -> numbered(101).forEach(tx::save)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("100");
    }

    private List<Story> numbered(int n) {
        return IntStream.range(0, n).mapToObj(i -> story("n" + i)).toList();
    }

    @Test
    void anItemHasOneOperation() {
        List<Consumer<ItemTransaction>> pairs = List.of(
                tx -> tx.save(story("1")).save(story("1")),
                tx -> tx.create(story("1")).delete(Story.class, key("1")),
                tx -> tx.check(Story.class, key("1"), itemExists()).save(story("1")),
                tx -> tx.check(StoryView.class, key("1"), itemExists()).delete(story("1")));
        for (Consumer<ItemTransaction> pair : pairs) {
            assertThatThrownBy(() -> nowhere().transaction(pair))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("index 1")
                    .hasMessageContaining("'STORY#1'");
        }
        KeyValues id = KeyValues.of("id", owner);
        DefaultItemStore sameTable = DefaultItemStore.builder(database.backend())
                .tableNames(name -> table)
                .build();
        assertThatThrownBy(() -> sameTable.transaction(
                        tx -> tx.save(new Order(owner, "x")).check(Order.class, id, itemExists())))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void theOperationsHaveAtMostFourMegabytes() {
        String content = "x".repeat(380_000);
        List<Story> eleven = IntStream.range(0, 11)
                .mapToObj(n -> new Story(owner, "m" + n, "t", content, null))
                .toList();
        store.transaction(tx -> eleven.forEach(tx::save));
        assertThat(store.query(Story.class, partition()).stream().count()).isEqualTo(11);
        assertThatThrownBy(() -> nowhere().transaction(tx -> {
                    eleven.forEach(tx::save);
                    tx.check(Story.class, key("1"), field("content").isNot(content));
                }))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("4 MB");
    }

    /** One statement of PostgreSQL has at most 65,535 parameters, and each name of a path is one. */
    @Test
    void aHundredOfTheLongestConditionsAreCheckedInOneTransaction() {
        int names = 12;
        Map<String, Object> branches = Map.of("x", 5);
        for (int i = 2; i < names; i++) {
            branches = Map.of("x", branches);
        }
        List<Tree> trees = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            trees.add(new Tree(owner, "t" + i, branches));
        }
        store.batchWrite(trees);
        String[] path = Collections.nCopies(names, "x").toArray(String[]::new);
        path[0] = "branches";
        Condition condition = field(path).greaterThan(0);
        for (int i = 1; i < 28; i++) {
            condition = condition.and(field(path).lessThan(100 + i));
        }
        Condition every = condition;
        Consumer<ItemTransaction> operations = tx -> {
            for (int i = 0; i < trees.size(); i++) {
                if (i % 2 == 0) {
                    tx.check(Tree.class, account("t" + i), every);
                } else {
                    tx.save(trees.get(i), every);
                }
            }
        };
        store.transaction(operations);

        store.save(new Tree(owner, "t57", Map.of("x", 1)));
        store.delete(Tree.class, account("t98"));
        List<Optional<ConditionFailedException>> reasons = refused(operations).reasons();
        assertThat(IntStream.range(0, trees.size()).filter(i -> reasons.get(i).isPresent()))
                .containsExactly(57, 98);
        assertThat(store.query(Tree.class, partition()).filter(every).count()).isEqualTo(98);
    }

    @Test
    void everythingIsCheckedWhenItIsAddedAndBeforeAnyInput() {
        List<Consumer<ItemTransaction>> invalid = List.of(
                tx -> tx.save(new Story(owner, "a#b", "t")),
                tx -> tx.create(new Story(owner, "1", "\0")),
                tx -> tx.delete(Story.class, partition()),
                tx -> tx.check(Story.class, key("1"), field("nothing").is("x")),
                tx -> tx.save(story("1"), field("title").is(1)),
                tx -> tx.save(new StoryView(owner, "1", "t")),
                tx -> tx.create(new StoryView(owner, "1", "t")),
                tx -> tx.delete(new StoryView(owner, "1", "t")),
                tx -> tx.delete(StoryView.class, key("1")),
                tx -> tx.save(key("1")),
                tx -> tx.save(List.of(story("1"))));
        for (Consumer<ItemTransaction> operation : invalid) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            assertThatThrownBy(() -> nowhere().transaction(tx -> {
                        try {
                            operation.accept(tx.delete(story("other")));
                        } catch (RuntimeException e) {
                            thrown.set(e);
                            throw e;
                        }
                    }))
                    .isInstanceOfAny(InvalidRequestException.class, InvalidModelException.class);
            assertThat(thrown.get()).as("thrown by the operation").isNotNull();
        }
        assertThatThrownBy(() -> store.transaction(tx -> tx.delete(Story.class)))
                .hasMessageContaining("Pass the key too");
        assertThatNullPointerException().isThrownBy(() -> store.transaction(null));
        assertThatNullPointerException().isThrownBy(() -> store.transaction(tx -> tx.save(null)));
        assertThatNullPointerException().isThrownBy(() -> store.transaction(tx -> tx.save(story("1"), null)));
        assertThatNullPointerException().isThrownBy(() -> store.transaction(tx -> tx.token(null)));
        assertThatThrownBy(() -> store.transaction(tx -> tx.save(new Story(owner, "a#b", "t"))))
                .isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> store.transaction(tx -> tx.save(new Story(owner, "1", "\0"))))
                .isInstanceOf(InvalidItemException.class);
    }

    @Test
    void nothingCanBeAddedAfterTheCall() {
        AtomicReference<ItemTransaction> kept = new AtomicReference<>();
        store.transaction(tx -> kept.set(tx.save(story("1"))));
        assertThatThrownBy(() -> kept.get().save(story("2"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> kept.get().token("t")).isInstanceOf(IllegalStateException.class);
        assertThat(find("2")).isEmpty();
    }

    @Test
    void anExceptionOfTheCallerSendsNothing() {
        AtomicReference<ItemTransaction> kept = new AtomicReference<>();
        assertThatThrownBy(() -> store.transaction(tx -> {
                    kept.set(tx.save(story("1")));
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");
        assertThatThrownBy(() -> kept.get().save(story("2")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside the call of transaction only");
        assertThat(find("1")).isEmpty();
    }

    @Test
    void aMissingTableIsReported() {
        assertThatThrownBy(() -> nowhere().transaction(tx -> tx.save(story("1"))))
                .isInstanceOf(TableNotFoundException.class)
                .hasMessageContaining(ABSENT);
    }

    @Test
    void aRepeatWithTheSameTokenSucceedsWithoutBeingExecuted() {
        Account old = store.create(new Account(owner, "1", 10, 0));
        Consumer<ItemTransaction> pay = tx -> tx.create(story("1"))
                .save(new Account(owner, "1", 3, old.version()))
                .check(Story.class, key("2"), itemAbsent())
                .token("payment " + owner);
        WrittenItems first = store.transaction(pay);
        WrittenItems second = store.transaction(pay);
        assertThat(second.of(Account.class)).isEqualTo(first.of(Account.class));
        assertThat(second.of(Story.class)).isEqualTo(first.of(Story.class));
        assertThat(store.get(Account.class, account("1")).orElseThrow().version())
                .isEqualTo(2);

        store.delete(Story.class, key("1"));
        store.transaction(pay);
        assertThat(find("1")).as("done once").isEmpty();
        assertThatThrownBy(() ->
                        store.transaction(tx -> tx.create(story("1")).save(new Account(owner, "1", 3, old.version()))))
                .as("without the token it is refused")
                .isInstanceOf(TransactionFailedException.class);
    }

    @Test
    void theSameTokenWithOtherContentsIsRefused() {
        store.transaction(tx -> tx.save(titled("1", "one"), itemAbsent()).token("t" + owner));
        List<Consumer<ItemTransaction>> others = List.of(
                tx -> tx.save(titled("1", "two"), itemAbsent()),
                tx -> tx.save(titled("2", "one"), itemAbsent()),
                tx -> tx.save(titled("1", "one")),
                tx -> tx.save(titled("1", "one"), itemExists()),
                tx -> tx.delete(Story.class, key("1"), itemAbsent()),
                tx -> tx.save(titled("1", "one"), itemAbsent()).delete(Story.class, key("3")));
        for (Consumer<ItemTransaction> other : others) {
            StoreException reused = catchThrowableOfType(
                    StoreException.class, () -> store.transaction(other.andThen(tx -> tx.token("t" + owner))));
            assertThat(reused.problem()).isEqualTo(StoreProblem.TOKEN_REUSED);
            assertThat(reused.isTransient()).isFalse();
        }
        assertThat(find("1").orElseThrow().title()).isEqualTo("one");
        assertThat(find("2")).isEmpty();
    }

    @Test
    void aRefusedTransactionDoesNotUseUpItsToken() {
        saveStories("1");
        Consumer<ItemTransaction> create = tx -> tx.create(story("1")).token("c" + owner);
        assertThatThrownBy(() -> store.transaction(create)).isInstanceOf(TransactionFailedException.class);
        store.delete(Story.class, key("1"));
        store.transaction(create);
        assertThat(find("1")).isPresent();
        store.transaction(create);
    }

    @Test
    void theTablesArePartOfTheToken() {
        ItemStore other = new DefaultItemStore(database.backend()).table(database.table(OtherTable.class));
        store.transaction(tx -> tx.create(story("1")).token("same " + owner));
        other.transaction(tx -> tx.create(story("2")).token("same " + owner));
        assertThat(other.exists(Story.class, key("2"))).isTrue();
    }

    @Test
    void aTokenWithItemsThatExpireIsRefused() {
        ItemStore sessions = timed.table(ABSENT);
        for (Consumer<ItemTransaction> operation : List.<Consumer<ItemTransaction>>of(
                tx -> tx.save(new Session(owner, "1", NOON)),
                tx -> tx.delete(Session.class, account("1")),
                tx -> tx.check(Session.class, account("1"), itemAbsent()))) {
            assertThatThrownBy(() -> sessions.transaction(operation.andThen(tx -> tx.token("t"))))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("expires")
                    .hasMessageContaining("token");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "257"})
    void aTokenHasOneToTwoHundredFiftySixCharacters(String token) {
        String text = token.equals("257") ? "x".repeat(257) : token;
        assertThatThrownBy(() -> nowhere().transaction(tx -> tx.save(story("1")).token(text)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("256");
        store.transaction(tx -> tx.save(story("1")).token(owner + "x".repeat(256 - owner.length())));
        assertThatThrownBy(() -> nowhere().transaction(tx -> tx.token("a").token("b")))
                .isInstanceOf(InvalidArgumentException.class);
    }

    /** Half of a surrogate pair has no bytes of its own in UTF-8, so two tokens with it could be the same. */
    @ParameterizedTest
    @ValueSource(strings = {"a\ud800", "\udc00a", "a\0"})
    void aTokenIsWellFormedText(String token) {
        assertThatThrownBy(() -> nowhere().transaction(tx -> tx.save(story("1")).token(token)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("The token of a transaction contains");
    }

    private ItemStore nowhere() {
        return new DefaultItemStore(database.backend()).table(ABSENT);
    }
}
