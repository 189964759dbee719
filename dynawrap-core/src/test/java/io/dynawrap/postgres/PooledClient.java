package io.dynawrap.postgres;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.itemExists;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.dynawrap.BatchWriteException;
import io.dynawrap.ConditionFailedException;
import io.dynawrap.DbItem;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.TransactionFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One of several clients of a pooler. It alone writes its notes, keeps what was acknowledged of them, and compares it with each
 * answer. All clients add to one total.
 */
final class PooledClient {

    @DbItem(pk = "CLIENT#{client}", sk = "NOTE#{id}")
    record ClientNote(int client, int id, long count) {}

    @DbItem(pk = "TOTAL", sk = "TOTAL")
    record Total(long count) {}

    private static final int NOTES = 12;

    private final ItemStore store;
    private final int client;
    private final @Nullable TransactionTemplate transaction;
    private final Random random;
    private final Map<Integer, Long> acknowledged = new TreeMap<>();
    private final List<StoreException> failures = new ArrayList<>();
    private long added;
    private int tokens;

    /**
     * Creates a client.
     *
     * @param transaction also runs transactions of Spring, or {@code null}
     */
    PooledClient(ItemStore store, int client, @Nullable TransactionTemplate transaction) {
        this.store = store;
        this.client = client;
        this.transaction = transaction;
        this.random = new Random(client);
    }

    /** The failures of the database. */
    List<StoreException> failures() {
        return failures;
    }

    /** What this client has added to the total. */
    long added() {
        return added;
    }

    /** The notes as they must be stored. */
    List<ClientNote> notes() {
        return acknowledged.entrySet().stream()
                .map(note -> new ClientNote(client, note.getKey(), note.getValue()))
                .toList();
    }

    void callOnce() {
        try {
            call(random.nextInt(NOTES));
        } catch (StoreException e) {
            failures.add(e);
        }
    }

    private void call(int id) {
        int other = (id + 1) % NOTES;
        switch (random.nextInt(transaction == null ? 9 : 11)) {
            case 0 -> save(id);
            case 1 -> refusedSave(id);
            case 2 -> update(id);
            case 3 -> transaction(id, other);
            case 4 -> refusedTransaction(id, other);
            case 5 -> transactionWithToken(id);
            case 6 -> batch(id, other);
            case 7 -> getAll();
            case 8 -> filter();
            case 9 -> inSpringsTransaction(id, other);
            default -> rolledBack(id, other);
        }
    }

    private KeyValues key(int id) {
        return KeyValues.of("client", client, "id", id);
    }

    private ClientNote next(int id) {
        return new ClientNote(client, id, acknowledged.getOrDefault(id, 0L) + 1);
    }

    private void keep(ClientNote note) {
        acknowledged.put(note.id(), note.count());
    }

    private void save(int id) {
        Long count = acknowledged.get(id);
        keep(
                count == null
                        ? store.create(next(id))
                        : store.save(next(id), field("count").is(count)));
    }

    private void refusedSave(int id) {
        try {
            store.save(next(id), field("count").is(-1));
            fail("The condition does not hold");
        } catch (ConditionFailedException e) {
            assertThat(e.current(ClientNote.class).map(ClientNote::count).orElse(null))
                    .isEqualTo(acknowledged.get(id));
        }
    }

    private void update(int id) {
        ClientNote updated = store.update(
                ClientNote.class, key(id), changes -> changes.add("count", 1).orCreate(new ClientNote(client, id, 0)));
        assertThat(updated).isEqualTo(next(id));
        keep(updated);
    }

    private void transaction(int id, int other) {
        store.transaction(tx -> tx.save(next(id))
                .delete(ClientNote.class, key(other))
                .update(Total.class, KeyValues.none(), changes -> changes.add("count", 1)));
        keep(next(id));
        acknowledged.remove(other);
        added++;
    }

    private void refusedTransaction(int id, int other) {
        try {
            store.transaction(tx -> tx.save(next(id))
                    .update(Total.class, KeyValues.none(), changes -> changes.add("count", 1_000_000))
                    .check(ClientNote.class, key(other), field("count").is(-1)));
            fail("The check does not hold");
        } catch (TransactionFailedException e) {
            assertThat(e.reasons()).extracting(Optional::isPresent).containsExactly(false, false, true);
        }
    }

    private void transactionWithToken(int id) {
        String token = client + "-" + tokens++;
        boolean isExecuted = false;
        for (int n = 0; n < 2; n++) {
            try {
                store.transaction(tx -> tx.token(token)
                        .save(next(id))
                        .update(Total.class, KeyValues.none(), changes -> changes.add("count", 1)));
                isExecuted = true;
            } catch (StoreException e) {
                failures.add(e);
            }
        }
        if (isExecuted) {
            keep(next(id));
            added++;
        }
    }

    private void batch(int id, int other) {
        try {
            store.batch(batch -> batch.save(next(id)).delete(ClientNote.class, key(other)));
            keep(next(id));
            acknowledged.remove(other);
        } catch (BatchWriteException e) {
            failures.add(e);
            if (e.unwrittenItems().isEmpty()) {
                keep(next(id));
            }
            if (e.undeletedKeys().isEmpty()) {
                acknowledged.remove(other);
            }
        }
    }

    private void getAll() {
        assertThat(store.getAll(
                        ClientNote.class,
                        IntStream.range(0, NOTES).mapToObj(this::key).toList()))
                .isEqualTo(notes());
    }

    private void filter() {
        var filtered = store.query(ClientNote.class, KeyValues.of("client", client))
                .filter(field("count").atLeast(3).and(itemExists()));
        List<ClientNote> found =
                notes().stream().filter(note -> note.count() >= 3).toList();
        assertThat(filtered.list()).containsExactlyInAnyOrderElementsOf(found);
        assertThat(filtered.count()).isEqualTo(found.size());
    }

    private void inSpringsTransaction(int id, int other) {
        transaction.executeWithoutResult(status -> {
            ClientNote first = store.save(next(id));
            refusedTransaction(id, other);
            store.transaction(tx -> tx.delete(ClientNote.class, key(other))
                    .update(Total.class, KeyValues.none(), changes -> changes.add("count", 1)));
            assertThat(store.get(ClientNote.class, key(id))).contains(first);
        });
        keep(next(id));
        acknowledged.remove(other);
        added++;
    }

    private void rolledBack(int id, int other) {
        transaction.executeWithoutResult(status -> {
            store.transaction(tx -> tx.save(next(id)).delete(ClientNote.class, key(other)));
            assertThat(store.get(ClientNote.class, key(id))).contains(next(id));
            status.setRollbackOnly();
        });
    }
}
