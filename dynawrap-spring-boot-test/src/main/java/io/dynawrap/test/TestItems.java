package io.dynawrap.test;

import io.dynawrap.TableNotFoundException;
import io.dynawrap.key.KeyMatch;
import io.dynawrap.key.KeyRange;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.BatchRequest;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.WriteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Deletes the items that tests leave behind in any table. */
final class TestItems implements BeanPostProcessor {

    private static final KeyRange ALL = new KeyRange(KeyMatch.prefix(""), KeyMatch.prefix(""));

    private final BooleanSupplier deletable;
    private final List<RecordingBackend> backends = new ArrayList<>();

    /**
     * Creates an object for one application context.
     *
     * @param deletable returns whether items may be deleted, because the database is for tests or a property allows it;
     *     called each time
     */
    TestItems(BooleanSupplier deletable) {
        this.deletable = deletable;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof Backend backend) {
            RecordingBackend recording = new RecordingBackend(backend);
            backends.add(recording);
            return recording;
        }
        return bean;
    }

    /** Deletes all items of all tables that were used so far. */
    void delete() {
        if (!deletable.getAsBoolean()) {
            throw new IllegalStateException("""
                    @ItemStoreTest deletes all items before each test, and does not run on an embedded server here, but on \
                    connection details, a client or a backend of the application or the test. Where that database is for \
                    tests only, set dynawrap.test.delete-items to true.\
                    """);
        }
        backends.forEach(backend -> backend.tables().removeIf(table -> isGone(backend, table)));
    }

    private static boolean isGone(Backend backend, String table) {
        try {
            RangeRequest read = RangeRequest.of(table, ALL).consistent(true);
            while (read != null) {
                RangePage page = backend.read(read);
                delete(backend, table, page);
                read = page.next();
            }
            return false;
        } catch (TableNotFoundException e) {
            // deleted by a test
            return true;
        }
    }

    private static void delete(Backend backend, String table, RangePage page) {
        List<ItemOperation> deletes = page.items().stream()
                .<ItemOperation>map(item -> new ItemOperation.Delete(table, item.key()))
                .toList();
        for (int from = 0; from < deletes.size(); from += backend.maxBatchItems()) {
            int to = Math.min(deletes.size(), from + backend.maxBatchItems());
            backend.writeBatch(new BatchRequest(deletes.subList(from, to), false))
                    .unprocessed()
                    .forEach(left -> backend.write(new WriteRequest(left, false)));
        }
    }
}
