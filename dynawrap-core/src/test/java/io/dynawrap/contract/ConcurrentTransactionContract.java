package io.dynawrap.contract;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.itemAbsent;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.DbItem;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import io.dynawrap.TransactionFailedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Transactions that meet each other and single writes. */
abstract class ConcurrentTransactionContract extends Contract {

    private static final int THREADS = 8;

    @DbItem(pk = "USER#{owner}", sk = "ACCOUNT#{id}")
    record Account(
            String owner, int id, long balance, @ItemVersion long version) {}

    @DbItem(pk = "USER#{owner}", sk = "COUNTER")
    record Counter(String owner, int parity) {}

    /** Number of pairs that must not both succeed; {@code -Ddynawrap.skew.pairs} sets another one. */
    private static final int PAIRS = Integer.getInteger("dynawrap.skew.pairs", 400);

    private KeyValues account(int id) {
        return KeyValues.of("owner", owner, "id", id);
    }

    @Test
    void transfersOfEightThreadsKeepTheSum() throws Exception {
        int accounts = 4;
        for (int id = 0; id < accounts; id++) {
            store.create(new Account(owner, id, 100, 0));
        }
        AtomicInteger moved = new AtomicInteger();
        CheckedWriteContract.atOnce(THREADS, caller -> () -> {
            Random random = new Random(caller);
            for (int done = 0; done < 10; ) {
                int from = random.nextInt(accounts);
                int to = (from + 1 + random.nextInt(accounts - 1)) % accounts;
                Account payer = store.get(Account.class, account(from)).orElseThrow();
                Account payee = store.get(Account.class, account(to)).orElseThrow();
                try {
                    store.transaction(tx -> tx.save(new Account(owner, from, payer.balance() - 1, payer.version()))
                            .save(new Account(owner, to, payee.balance() + 1, payee.version())));
                    moved.incrementAndGet();
                    done++;
                } catch (TransactionFailedException e) {
                    assertThat(e.reasons()).anyMatch(reason -> reason.isPresent());
                }
            }
            return true;
        });
        List<Account> after = store.query(Account.class, partition()).list();
        assertThat(after.stream().mapToLong(Account::balance).sum()).isEqualTo(100L * accounts);
        assertThat(after.stream().mapToLong(Account::version).sum()).isEqualTo(accounts + 2L * moved.get());
    }

    /** Each checks that the other's item is absent, and creates its own: in any order of execution the second one fails. */
    @Test
    void ofTwoTransactionsThatCheckWhatTheOtherWritesOneIsRefused() throws Exception {
        AtomicInteger both = new AtomicInteger();
        AtomicInteger none = new AtomicInteger();
        for (int pair = 0; pair < PAIRS; pair++) {
            String left = "left" + pair;
            String right = "right" + pair;
            List<Boolean> outcomes = CheckedWriteContract.atOnce(
                    2, caller -> () -> createIfAbsent(caller == 0 ? left : right, caller == 0 ? right : left));
            both.addAndGet(outcomes.stream().allMatch(created -> created) ? 1 : 0);
            none.addAndGet(outcomes.stream().noneMatch(created -> created) ? 1 : 0);
        }
        assertThat(both.get()).as("pairs of which both were executed").isZero();
        assertThat(none.get()).as("pairs of which none was executed").isZero();
    }

    private boolean createIfAbsent(String mine, String other) {
        try {
            store.transaction(tx -> tx.create(story(mine)).check(Story.class, key(other), itemAbsent()));
            return true;
        } catch (TransactionFailedException e) {
            return false;
        }
    }

    @Test
    void overlappingTransactionsInOppositeOrdersAllSucceed() throws Exception {
        List<Story> stories =
                IntStream.range(0, 50).mapToObj(n -> story("%02d".formatted(n))).toList();
        List<Story> opposite = new ArrayList<>(stories);
        Collections.reverse(opposite);
        CheckedWriteContract.atOnce(THREADS, caller -> () -> {
            for (int round = 0; round < 5; round++) {
                store.transaction(tx -> (caller % 2 == 0 ? stories : opposite).forEach(tx::save));
            }
            return true;
        });
        assertThat(store.query(Story.class, partition()).list()).hasSize(50);
    }

    /** The items of a refusal really refuse the transaction, whatever other writers do meanwhile. */
    @Test
    void theReportedItemRefusesTheConditionAlsoWhileOthersWrite() throws Exception {
        int refusals = Integer.getInteger("dynawrap.refusals", 600) / 3;
        store.save(new Counter(owner, 0));
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        CheckedWriteContract.atOnce(4, caller -> () -> {
            Random random = new Random(caller);
            while (refused.get() < refusals) {
                int parity = random.nextInt(2);
                Counter next = new Counter(owner, random.nextInt(2));
                try {
                    if (caller % 2 == 0) {
                        store.save(next, field("parity").is(parity));
                    } else {
                        store.transaction(
                                tx -> tx.save(next, field("parity").is(parity)).save(new Profile(owner, "p" + caller)));
                    }
                } catch (TransactionFailedException e) {
                    refused.incrementAndGet();
                    ConditionFailedException reason = e.reasons().get(0).orElseThrow();
                    if (reason.current(Counter.class).orElseThrow().parity() == parity) {
                        wrong.incrementAndGet();
                    }
                } catch (ConditionFailedException e) {
                    assertThat(e.current(Counter.class)).isPresent();
                }
            }
            return true;
        });
        assertThat(wrong.get()).isZero();
    }
}
