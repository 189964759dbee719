package io.dynawrap.differential;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dynawrap.ConditionFailedException;
import io.dynawrap.ItemQuery;
import io.dynawrap.ItemStore;
import io.dynawrap.ItemTransaction;
import io.dynawrap.KeyValues;
import io.dynawrap.Page;
import io.dynawrap.TransactionFailedException;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.differential.Step.Run;
import io.dynawrap.differential.Step.Search;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyMatch;
import io.dynawrap.key.KeyRange;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.ItemSink;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.Requests;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.TableSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One of the databases on which programs run, with a table that is empty when one begins. */
final class DatabaseUnderTest {

    private static final int MOST_PAGES = 10_000;

    private final Backend backend;
    private final String table;
    private final ItemStore store;
    /** Another program's: it writes items of models that the first one may not know in its table. */
    private final ItemStore foreignStore;

    /** What tokens of this run of a program start with. */
    private UUID run = UUID.randomUUID();

    private Instant now = Step.Clock.START;
    private final @Nullable String[] cursors = new String[ProgramGenerator.SLOTS];

    DatabaseUnderTest(Backend backend, String table) {
        this.backend = backend;
        this.table = table;
        // what may be saved is never taken for an item that changes
        this.store = DefaultItemStore.builder(backend)
                .checkEveryItem(true)
                .clock(() -> now)
                .build();
        this.foreignStore =
                DefaultItemStore.builder(backend).checkEveryItem(true).build();
        backend.createTable(new TableSpec(table));
        // from now on no model may be used in this table that collides with these
        Models.WRITTEN.forEach(model -> store.scan(table, model.type(), KeyValues.none()));
    }

    /** Empties the table and forgets the cursors. */
    void clear() {
        now = Step.Clock.START;
        run = UUID.randomUUID();
        Arrays.fill(cursors, null);
        List<ItemOperation> deletes = new ArrayList<>();
        rows().forEach(row -> deletes.add(new ItemOperation.Delete(table, row.key())));
        for (int from = 0; from < deletes.size(); from += backend.maxBatchItems()) {
            int to = Math.min(deletes.size(), from + backend.maxBatchItems());
            Requests.writeBatch(backend, deletes.subList(from, to));
        }
    }

    /** The keys and versions of all that is stored. */
    Set<List<String>> contents() {
        return rows().stream()
                .map(row -> List.of(row.key().partitionKey(), row.key().sortKey(), String.valueOf(row.schemaVersion())))
                .collect(Collectors.toSet());
    }

    private List<StoredItem> rows() {
        List<StoredItem> rows = new ArrayList<>();
        KeyRange all = new KeyRange(KeyMatch.prefix(""), KeyMatch.prefix(""));
        RangeRequest read = RangeRequest.of(table, all).consistent(true);
        while (read != null) {
            RangePage page = backend.read(read);
            rows.addAll(page.items());
            read = page.next();
        }
        return rows;
    }

    Answer run(Step step) {
        try {
            return step instanceof Step.Elsewhere elsewhere
                    ? run(elsewhere.step(), elsewhere.table())
                    : run(step, table);
        } catch (RuntimeException e) {
            return Answer.failed(e);
        }
    }

    private Answer run(Step step, String where) {
        if (step instanceof Step.Clock clock) {
            now = clock.now();
            return Answer.of(List.of(), "");
        }
        if (step instanceof Step.Save save) {
            Model model = save.item().model();
            return refusable(model, () -> List.of(storeOf(model, where).save(made(save.item()))));
        } else if (step instanceof Step.Create create) {
            Model model = create.item().model();
            return refusable(model, () -> List.of(storeOf(model, where).create(made(create.item()))));
        } else if (step instanceof Step.SaveIf save) {
            Model model = save.item().model();
            return refusable(
                    model,
                    () -> List.of(storeOf(model, where)
                            .save(made(save.item()), save.check().condition())));
        } else if (step instanceof Step.DeleteItemIf delete) {
            Model model = delete.item().model();
            return refusable(model, () -> {
                storeOf(model, where).delete(made(delete.item()), delete.check().condition());
                return List.of();
            });
        } else if (step instanceof Step.DeleteKeyIf delete) {
            return refusable(delete.model(), () -> {
                storeOf(delete.model(), where)
                        .delete(
                                delete.model().type(),
                                KeyValues.byFieldName(delete.key()),
                                delete.check().condition());
                return List.of();
            });
        } else if (step instanceof Step.Update update) {
            return refusable(
                    update.model(), () -> List.of(update(update, update.model().type(), where)));
        } else if (step instanceof Step.Modify modify) {
            return refusable(
                    modify.model(), () -> List.of(modify(modify, modify.model().type(), where)));
        } else if (step instanceof Step.Exists exists) {
            ItemStore from = storeOf(exists.model(), where);
            return Answer.of(List.of(), "" + from.exists(exists.model().type(), KeyValues.byFieldName(exists.key())));
        } else if (step instanceof Step.Batch batch) {
            boolean foreign =
                    !batch.items().isEmpty() && batch.items().get(0).model().role() == Model.Role.FOREIGN;
            List<Record> items =
                    batch.items().stream().map(DatabaseUnderTest::made).toList();
            return Answer.of(List.of(), "written " + (foreign ? foreignStore : store).batchWrite(where, items));
        } else if (step instanceof Step.MixedBatch batch) {
            return Answer.of(List.of(), "executed " + mixedBatch(batch.operations(), where));
        } else if (step instanceof Step.Transact transaction) {
            return transact(transaction, where);
        } else if (step instanceof Step.GetAll getAll) {
            ItemStore from = storeOf(getAll.model(), where);
            List<KeyValues> keys =
                    getAll.keys().stream().map(KeyValues::byFieldName).toList();
            return Answer.of(from.getAll(getAll.model().type(), keys), "");
        } else if (step instanceof Step.Raw raw) {
            write(raw);
            return Answer.of(List.of(), "");
        } else if (step instanceof Step.DeleteItem delete) {
            Model model = delete.item().model();
            return refusable(model, () -> {
                storeOf(model, where).delete(made(delete.item()));
                return List.of();
            });
        } else if (step instanceof Step.DeleteKey delete) {
            storeOf(delete.model(), where).delete(delete.model().type(), KeyValues.byFieldName(delete.key()));
            return Answer.of(List.of(), "");
        } else if (step instanceof Step.Get get) {
            ItemStore from = storeOf(get.model(), where);
            return Answer.of(
                    from.get(get.model().type(), KeyValues.byFieldName(get.key())).stream()
                            .toList(),
                    "");
        }
        Step.Find find = (Step.Find) step;
        return find(query(find.search(), where), find.search().scan(), find.run());
    }

    private <T extends Record> T update(Step.Update step, Class<T> type, String where) {
        ItemStore writer = storeOf(step.model(), where);
        return writer.update(type, KeyValues.byFieldName(step.key()), update -> {
            step.changes().forEach(change -> change.addTo(update));
            if (step.check() != null) {
                update.onlyIf(step.check().condition());
            }
            if (step.created() != null) {
                update.orCreate(type.cast(made(step.created())));
            }
        });
    }

    private <T extends Record> T modify(Step.Modify step, Class<T> type, String where) {
        ItemStore writer = storeOf(step.model(), where);
        return writer.modify(type, KeyValues.byFieldName(step.key()), item -> {
            Map<String, @Nullable Object> fields = Model.fieldsOf(item);
            fields.putAll(step.values());
            return step.values().isEmpty() ? item : type.cast(step.model().make(fields));
        });
    }

    private static Answer refusable(Model model, Supplier<List<Record>> write) {
        try {
            return Answer.of(write.get(), "");
        } catch (ConditionFailedException e) {
            return Answer.refused(e, model);
        }
    }

    private Answer transact(Step.Transact step, String where) {
        List<Step> operations = step.operations();
        ItemStore writer =
                operations.isEmpty() ? store.table(where) : storeOf(Step.Transact.modelOf(operations.get(0)), where);
        try {
            return Answer.of(
                    writer.transaction(transaction -> {
                                operations.forEach(operation -> add(transaction, operation));
                                if (step.token() != null) {
                                    transaction.token(run + " " + step.token());
                                }
                            })
                            .of(Record.class),
                    "");
        } catch (TransactionFailedException e) {
            return Answer.refused(
                    e, operations.stream().map(Step.Transact::modelOf).toList());
        }
    }

    private static void add(ItemTransaction transaction, Step operation) {
        if (operation instanceof Step.Save save) {
            transaction.save(made(save.item()));
        } else if (operation instanceof Step.SaveIf save) {
            transaction.save(made(save.item()), save.check().condition());
        } else if (operation instanceof Step.Create create) {
            transaction.create(made(create.item()));
        } else if (operation instanceof Step.DeleteItem delete) {
            transaction.delete(made(delete.item()));
        } else if (operation instanceof Step.DeleteKey delete) {
            transaction.delete(delete.model().type(), KeyValues.byFieldName(delete.key()));
        } else if (operation instanceof Step.DeleteKeyIf delete) {
            transaction.delete(
                    delete.model().type(),
                    KeyValues.byFieldName(delete.key()),
                    delete.check().condition());
        } else if (operation instanceof Step.Update update) {
            addUpdate(transaction, update, update.model().type());
        } else {
            Step.CheckItem check = (Step.CheckItem) operation;
            transaction.check(
                    check.model().type(),
                    KeyValues.byFieldName(check.key()),
                    check.check().condition());
        }
    }

    private static <T extends Record> void addUpdate(ItemTransaction transaction, Step.Update step, Class<T> type) {
        transaction.update(type, KeyValues.byFieldName(step.key()), update -> {
            step.changes().forEach(change -> change.addTo(update));
            if (step.check() != null) {
                update.onlyIf(step.check().condition());
            }
        });
    }

    private int mixedBatch(List<Step> operations, String where) {
        ItemStore writer =
                operations.isEmpty() ? store.table(where) : storeOf(Step.MixedBatch.modelOf(operations.get(0)), where);
        return writer.batch(batch -> operations.forEach(operation -> {
            if (operation instanceof Step.Save save) {
                batch.save(made(save.item()));
            } else if (operation instanceof Step.DeleteItem delete) {
                batch.delete(made(delete.item()));
            } else {
                Step.DeleteKey delete = (Step.DeleteKey) operation;
                batch.delete(delete.model().type(), KeyValues.byFieldName(delete.key()));
            }
        }));
    }

    private void write(Step.Raw raw) {
        Row.Key key = raw.key();
        ItemSink sink = backend.newSink();
        try {
            write(raw.stored(), sink.generator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ItemKey stored = new ItemKey(key.partition(), key.sort());
        Requests.put(backend, table, new StoredItem(stored, ProgramGenerator.OTHER_VERSION, sink.finish()));
    }

    private static void write(@Nullable Object value, JsonGenerator generator) throws IOException {
        if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> field : map.entrySet()) {
                generator.writeFieldName((String) field.getKey());
                write(field.getValue(), generator);
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                write(element, generator);
            }
            generator.writeEndArray();
        } else if (value instanceof BigDecimal number) {
            generator.writeNumber(number.toPlainString());
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value instanceof StoredForm.Bytes bytes) {
            generator.writeBinary(bytes.array());
        } else {
            generator.writeString((String) value);
        }
    }

    private ItemStore storeOf(Searched searched, String where) {
        return (searched.role() == Model.Role.FOREIGN ? foreignStore : store).table(where);
    }

    private static Record made(Step.Item item) {
        return item.model().make(item.fields());
    }

    private ItemQuery<?> query(Search search, String where) {
        ItemStore from = storeOf(search.searched(), where);
        KeyValues key = KeyValues.byFieldName(search.key());
        ItemQuery<?> query = search.scan()
                ? from.scan(search.searched().type(), key)
                : from.query(search.searched().type(), key);
        if (search.reverse()) {
            query = query.reverse();
        }
        if (search.onError() != null) {
            query = query.onError(search.onError());
        }
        if (search.consistent() != null) {
            query = query.consistentReads(search.consistent());
        }
        if (search.threads() != null) {
            query = query.parallelism(search.threads());
        }
        if (search.limit() != null) {
            query = query.limit(search.limit());
        }
        for (Step.Bound bound : search.bounds()) {
            query = bounded(query, bound);
        }
        return search.filter() == null ? query : filtered(query, search.filter());
    }

    private static ItemQuery<?> bounded(ItemQuery<?> query, Step.Bound bound) {
        return switch (bound.side()) {
            case FROM -> query.from(bound.value());
            case AFTER -> query.after(bound.value());
            case TO -> query.to(bound.value());
            case BEFORE -> query.before(bound.value());
        };
    }

    /** Two filters are the same as one of which both parts must hold. */
    private static ItemQuery<?> filtered(ItemQuery<?> query, Check filter) {
        return filter instanceof Check.And and
                ? query.filter(and.one().condition()).filter(and.other().condition())
                : query.filter(filter.condition());
    }

    private Answer find(ItemQuery<?> query, boolean scan, Run run) {
        if (run instanceof Run.First) {
            return Answer.of(query.first().stream().toList(), "");
        } else if (run instanceof Run.Count) {
            return Answer.of(List.of(), "counted " + query.count());
        } else if (run instanceof Run.DeleteAll) {
            return Answer.of(List.of(), "deleted " + query.deleteAll());
        } else if (run instanceof Run.Take take) {
            try (var stream = query.stream()) {
                return Answer.of(stream.limit(take.items()).toList(), "");
            }
        } else if (run instanceof Run.Walk walk) {
            return walk(query, walk.size());
        } else if (run instanceof Run.OnePage page) {
            return page(query, scan, page);
        } else if (run instanceof Run.Forged forged) {
            return Answer.of(query.page(forged.size(), forged.cursor()).items(), "");
        } else if (run instanceof Run.Damaged damaged) {
            String cursor = query.page(damaged.size()).nextCursor();
            return cursor == null
                    ? Answer.of(List.of(), "no cursor")
                    : Answer.of(
                            query.page(damaged.size(), damaged(cursor, damaged.position()))
                                    .items(),
                            "");
        }
        return Answer.of(query.list(), "");
    }

    private static String damaged(String cursor, int position) {
        char other = cursor.charAt(position) == 'x' ? 'y' : 'x';
        return cursor.substring(0, position) + other + cursor.substring(position + 1);
    }

    private Answer page(ItemQuery<?> query, boolean scan, Run.OnePage run) {
        int into = scan ? -1 : run.into();
        try {
            Page<?> page = query.page(run.size(), cursors[run.from()]);
            keep(into, page.nextCursor());
            return Answer.of(page.items(), page.nextCursor() == null ? "end" : "more");
        } catch (UnreadableItemException e) {
            keep(into, e.nextCursor());
            throw e;
        }
    }

    private void keep(int slot, @Nullable String cursor) {
        if (slot >= 0) {
            cursors[slot] = cursor;
        }
    }

    private static Answer walk(ItemQuery<?> query, int size) {
        List<Object> items = new ArrayList<>();
        StringBuilder note = new StringBuilder();
        String cursor = null;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            try {
                Page<?> page = query.page(size, cursor);
                items.addAll(page.items());
                note.append(page.items().size()).append(' ');
                cursor = page.nextCursor();
            } catch (UnreadableItemException e) {
                note.append("! ");
                cursor = e.nextCursor();
            }
            if (cursor == null) {
                return Answer.of(items, note.toString());
            }
        }
        return Answer.of(items, "without end");
    }

    @Override
    public String toString() {
        return backend.name();
    }
}
