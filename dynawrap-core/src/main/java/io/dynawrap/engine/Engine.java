package io.dynawrap.engine;

import com.fasterxml.jackson.core.JsonParser;
import io.dynawrap.BatchWriteException;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.mapping.ItemKey;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.observe.StoreListener;
import io.dynawrap.observe.StoreOperation;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.ItemSink;
import io.dynawrap.spi.StoredItem;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all operations of one store share. */
record Engine(Backend backend, ItemCodec codec, StoreTables tables, BatchWriter batchWriter, StoreListener listener) {

    Engine(Backend backend, ItemCodec codec, StoreTables tables, StoreListener listener) {
        this(
                backend,
                codec,
                tables,
                new BatchWriter(backend, BatchWriter.Pauses.sleeping(), System::nanoTime),
                listener);
    }

    /** An operation on a table by the name it has in the database, or {@code null} when nobody listens. */
    @Nullable ObservedOperation observed(String name, ItemType<?> type, String table) {
        return listener.isListening() ? observed(name, type.name(), tables.logicalName(table)) : null;
    }

    /** An operation, for when somebody listens. */
    ObservedOperation observed(String name, String model, String logicalTable) {
        return new ObservedOperation(listener, new StoreOperation(name, backend.name(), model, logicalTable), backend);
    }

    int batchWrite(List<BatchWriter.Entry> entries) {
        if (!listener.isListening()) {
            return batchWriter.write(entries);
        }
        Stream<String> models =
                entries.stream().map(entry -> entry.item().getClass().getSimpleName());
        Stream<String> names = entries.stream().map(entry -> tables.logicalName(entry.table()));
        ObservedOperation operation = observed("batchWrite", theOne(models), theOne(names));
        return operation.run(view -> {
            try {
                int written = batchWriter.over(view).write(entries);
                operation.items(written);
                return written;
            } catch (BatchWriteException e) {
                operation.items(e.written());
                throw e;
            }
        });
    }

    private static String theOne(Stream<String> names) {
        List<String> two = names.distinct().limit(2).toList();
        return two.isEmpty() ? StoreOperation.NONE : two.size() == 1 ? two.get(0) : StoreOperation.SEVERAL;
    }

    void createTable(String logicalName) {
        String table = tables.physicalName(logicalName);
        if (!listener.isListening()) {
            backend.createTable(table);
            return;
        }
        observed("createTable", StoreOperation.NONE, logicalName).run(view -> {
            view.createTable(table);
            return table;
        });
    }

    /** Checks an item whole and brings it into the backend's form. */
    <T> StoredItem encode(ItemType<T> type, T item) {
        checkOwns(type);
        ItemKey key = type.key(item);
        ItemSink sink = backend.newSink();
        type.write(item, key, sink.generator());
        return new StoredItem(key, type.schemaVersion(), sink.finish());
    }

    /** The item as a get will return it; one that could not be read back is refused before it is written. */
    <T> T readBack(ItemType<T> type, StoredItem stored) {
        try {
            return decode(type, stored);
        } catch (UnreadableItemException e) {
            throw new InvalidItemException(
                    type.name()
                            + " can be written but not read back. Give Jackson a way to make one of its fields, such as"
                            + " a constructor with their names; the cause says what it lacks.",
                    null,
                    e);
        }
    }

    <T> T decode(ItemType<T> type, StoredItem stored) {
        JsonParser data = stored.data().parser();
        return type.read(stored.key(), stored.schemaVersion(), data);
    }

    void checkOwns(ItemType<?> type) {
        type.viewOf().ifPresent(owner -> {
            throw new InvalidModelException(
                    type.name() + " is a read-only view. Save and delete its items as " + owner.getSimpleName() + ".");
        });
    }
}
