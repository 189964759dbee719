package io.dynawrap.test;

import io.dynawrap.TableNotFoundException;
import io.dynawrap.mapping.KeyMatch;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.ItemPage;
import io.dynawrap.spi.ItemWrite;
import io.dynawrap.spi.KeyRange;
import io.dynawrap.spi.RangeRead;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** The items that tests leave behind, in whatever tables. */
final class TestItems implements BeanPostProcessor {

    private static final KeyRange ALL = new KeyRange(KeyMatch.prefix(""), KeyMatch.prefix(""));

    private final BooleanSupplier deletable;
    private final List<RecordingBackend> backends = new ArrayList<>();

    /**
     * Makes an object for one application context.
     *
     * @param deletable whether items may be deleted: the database is one for tests, or somebody said so; asked each time
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
            RangeRead read = new RangeRead(ALL, null, null, false, true, Integer.MAX_VALUE, 0);
            while (read != null) {
                ItemPage page = backend.read(table, read);
                delete(backend, table, page);
                read = page.next();
            }
            return false;
        } catch (TableNotFoundException e) {
            // deleted by a test
            return true;
        }
    }

    private static void delete(Backend backend, String table, ItemPage page) {
        List<ItemWrite> deletes = page.items().stream()
                .<ItemWrite>map(item -> new ItemWrite.Delete(item.key()))
                .toList();
        for (int from = 0; from < deletes.size(); from += backend.maxBatchItems()) {
            int to = Math.min(deletes.size(), from + backend.maxBatchItems());
            backend.writeBatch(table, deletes.subList(from, to)).forEach(left -> backend.write(table, left));
        }
    }
}
