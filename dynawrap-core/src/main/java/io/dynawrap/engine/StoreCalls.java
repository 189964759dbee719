package io.dynawrap.engine;

import io.dynawrap.mapping.ItemType;
import io.dynawrap.observe.StoreListener;
import io.dynawrap.observe.StoreListener.Operation;
import io.dynawrap.spi.Backend;
import java.util.List;
import java.util.stream.Stream;

/** Starts the operations of a store. Only this class decides whether a listener is notified of them. */
final class StoreCalls {

    private final Backend backend;
    private final StoreTables tables;
    private final StoreListener listener;
    private final StoreCall unobserved;

    StoreCalls(Backend backend, StoreTables tables, StoreListener listener) {
        this.backend = backend;
        this.tables = tables;
        this.listener = GuardedListener.of(listener);
        this.unobserved = new UnobservedCall(backend);
    }

    /** Starts an operation on a table, which is given by its name in the database. */
    StoreCall on(String name, ItemType<?> type, String table) {
        return on(name, type.name(), table);
    }

    /** Starts an operation on a table, which is given by its name in the database. */
    StoreCall on(String name, String model, String table) {
        return listener.isEnabled() ? observed(name, model, tables.logicalName(table)) : unobserved;
    }

    StoreCall createTable(String logicalName) {
        return onTable("createTable", logicalName);
    }

    /** Starts an operation on a table as a whole, which is given by its logical name. */
    StoreCall onTable(String name, String logicalName) {
        return listener.isEnabled() ? observed(name, Operation.NONE, logicalName) : unobserved;
    }

    StoreCall batch(String name, List<BatchWriter.Entry> entries) {
        if (!listener.isEnabled()) {
            return unobserved;
        }
        Stream<String> models = entries.stream().map(entry -> entry.model().getSimpleName());
        Stream<String> names = entries.stream()
                .map(entry -> tables.logicalName(entry.operation().table()));
        return observed(name, single(models), single(names));
    }

    StoreCall transaction(List<PreparedWrite<?>> writes) {
        if (!listener.isEnabled()) {
            return unobserved;
        }
        Stream<String> models = writes.stream().map(write -> write.type().name());
        Stream<String> names = writes.stream()
                .map(write -> tables.logicalName(write.write().operation().table()));
        return observed("transaction", single(models), single(names));
    }

    private StoreCall observed(String name, String model, String logicalTable) {
        return new ObservedCall(listener, new Operation(name, backend.name(), model, logicalTable), backend);
    }

    private static String single(Stream<String> names) {
        List<String> two = names.distinct().limit(2).toList();
        return two.isEmpty() ? Operation.NONE : two.size() == 1 ? two.get(0) : Operation.SEVERAL;
    }
}
