package io.dynawrap.engine;

import io.dynawrap.Condition;
import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidUpdateException;
import io.dynawrap.ItemTransaction;
import io.dynawrap.ItemUpdate;
import io.dynawrap.KeyValues;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.StorableText;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.ItemOperation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks and collects the operations of one transaction. */
final class TransactionOperations implements ItemTransaction {

    /** The limits that AWS documents for TransactWriteItems. */
    private static final int MAX_OPERATIONS = 100;

    private static final long MAX_BYTES = 4 * 1024 * 1024;

    private static final int MAX_TOKEN_LENGTH = 256;

    private record Location(String table, ItemKey key) {}

    /**
     * All operations of a transaction.
     *
     * @param token the token, or {@code null}
     */
    record Complete(List<PreparedWrite<?>> writes, @Nullable String token) {}

    private final DefaultItemStore store;
    private final StoreEngine engine;
    private final ItemWriter writer;
    private final List<PreparedWrite<?>> writes = new ArrayList<>();
    private final Set<Location> locations = new HashSet<>();
    private long bytes;
    private @Nullable String token;
    private boolean complete;

    TransactionOperations(DefaultItemStore store, StoreEngine engine) {
        this.store = store;
        this.engine = engine;
        this.writer = engine.writer();
    }

    /** Returns what the caller adds. Nothing can be added afterwards, also if the caller fails. */
    Complete collect(Consumer<ItemTransaction> operations) {
        try {
            operations.accept(this);
        } finally {
            complete = true;
        }
        if (writes.isEmpty()) {
            throw new InvalidArgumentException("The transaction has no operations. Add at least one.");
        }
        if (token != null) {
            writes.forEach(write -> checkKeeps(write.type()));
        }
        return new Complete(writes, token == null ? null : TransactionToken.of(token, writes));
    }

    /** The time of the call is part of what is sent, so a repeat would be another transaction. */
    private static void checkKeeps(ItemType<?> type) {
        type.expiresAt().ifPresent(field -> {
            throw new InvalidArgumentException(type.name() + " expires by its field '" + field
                    + "', so a transaction with an item of it cannot have a token. Leave out the token, or the item.");
        });
    }

    @Override
    public ItemTransaction create(Object item) {
        return add(create(store.typeOf(item), item));
    }

    private <T> PreparedWrite<T> create(ItemType<T> type, T item) {
        return writer.create(type, store.tableFor(type), item);
    }

    @Override
    public ItemTransaction save(Object item) {
        return add(save(store.typeOf(item), item, null));
    }

    @Override
    public ItemTransaction save(Object item, Condition condition) {
        return add(save(store.typeOf(item), item, DefaultItemStore.required(condition)));
    }

    private <T> PreparedWrite<T> save(ItemType<T> type, T item, @Nullable Condition condition) {
        return writer.save(type, store.tableFor(type), item, condition);
    }

    @Override
    public <T> ItemTransaction update(Class<T> model, KeyValues key, Consumer<? super ItemUpdate<T>> changes) {
        ItemType<T> type = store.typeFor(model);
        ItemKey itemKey = type.key(DefaultItemStore.required(key));
        Objects.requireNonNull(changes, "'changes' must not be null");
        engine.coding().checkOwns(type);
        UpdateBinder.Bound update =
                UpdateBinder.bind(type, itemKey, engine.expiry().of(type), engine.coding(), changes);
        if (update.created() != null) {
            throw new InvalidUpdateException(
                    type.name()
                            + ": an update in a transaction cannot have orCreate(..). Create the item before, or repeat the"
                            + " transaction with create if it fails.",
                    null,
                    null);
        }
        String table = store.tableFor(type);
        return add(new PreparedWrite<>(type, engine.updater().prepare(type, table, itemKey, update), null));
    }

    @Override
    public ItemTransaction delete(Object item) {
        return add(delete(store.typeOf(item), item, null));
    }

    @Override
    public ItemTransaction delete(Object item, Condition condition) {
        return add(delete(store.typeOf(item), item, DefaultItemStore.required(condition)));
    }

    private <T> PreparedWrite<T> delete(ItemType<T> type, T item, @Nullable Condition condition) {
        return writer.delete(type, store.tableFor(type), item, condition);
    }

    @Override
    public ItemTransaction delete(Class<?> model, KeyValues key) {
        return deleteKey(model, key, null);
    }

    @Override
    public ItemTransaction delete(Class<?> model, KeyValues key, Condition condition) {
        return deleteKey(model, key, DefaultItemStore.required(condition));
    }

    private ItemTransaction deleteKey(Class<?> model, KeyValues key, @Nullable Condition condition) {
        ItemType<?> type = store.typeFor(model);
        return add(writer.delete(type, store.tableFor(type), DefaultItemStore.required(key), condition));
    }

    @Override
    public ItemTransaction check(Class<?> model, KeyValues key, Condition condition) {
        ItemType<?> type = store.typeFor(model);
        return add(writer.check(
                type, store.tableFor(type), DefaultItemStore.required(key), DefaultItemStore.required(condition)));
    }

    @Override
    public ItemTransaction token(String text) {
        Objects.requireNonNull(text, "'token' must not be null");
        checkOpen();
        if (text.isBlank() || text.length() > MAX_TOKEN_LENGTH) {
            throw new InvalidArgumentException("The token of a transaction has 1 to " + MAX_TOKEN_LENGTH
                    + " characters, not only white space; this one has " + text.length()
                    + ". Use a text that identifies the request, such as its id.");
        }
        String problem = StorableText.problem(text);
        if (problem != null) {
            throw new InvalidArgumentException("The token of a transaction " + problem);
        }
        if (token != null) {
            throw new InvalidArgumentException("The transaction has a token already. Set it once.");
        }
        token = text;
        return this;
    }

    private ItemTransaction add(PreparedWrite<?> write) {
        checkOpen();
        ItemOperation operation = write.write().operation();
        if (writes.size() == MAX_OPERATIONS) {
            throw new InvalidArgumentException("A transaction has at most " + MAX_OPERATIONS
                    + " operations. Use fewer, or write with batch what need not be atomic.");
        }
        if (!locations.add(new Location(operation.table(), operation.key()))) {
            throw new InvalidArgumentException("The operation at index " + writes.size()
                    + " of the transaction is the second one on the "
                    + write.type().name() + " '"
                    + operation.key().partitionKey() + "', '" + operation.key().sortKey()
                    + "'. Use one operation, for example a write with a condition.");
        }
        bytes += operation.bytes() + OperandSize.of(operation.condition());
        if (bytes > MAX_BYTES) {
            throw new InvalidArgumentException("The operations of the transaction up to index " + writes.size()
                    + " have more than 4 MB together. Use fewer or smaller items.");
        }
        writes.add(write);
        return this;
    }

    private void checkOpen() {
        if (complete) {
            throw new IllegalStateException(
                    "The transaction has been completed. Add operations inside the call of transaction only.");
        }
    }
}
