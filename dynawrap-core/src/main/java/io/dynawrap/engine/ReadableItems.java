package io.dynawrap.engine;

import io.dynawrap.OnError;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.spi.StoredItem;
import java.util.Iterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stored items as items of the model. Those that cannot be read are skipped, logged or raised. */
final class ReadableItems<T> extends LookAhead<T> {

    private static final Logger LOG = LoggerFactory.getLogger("io.dynawrap.ItemQuery");

    private final Iterator<StoredItem> stored;
    private final Function<StoredItem, T> reader;
    private final OnError onError;

    ReadableItems(Iterator<StoredItem> stored, Function<StoredItem, T> reader, OnError onError) {
        this.stored = stored;
        this.reader = reader;
        this.onError = onError;
    }

    @Override
    @Nullable T find() {
        while (stored.hasNext()) {
            T item = read(stored.next(), reader, onError);
            if (item != null) {
                return item;
            }
        }
        return null;
    }

    /** Returns the item, or {@code null} if it cannot be read and must be skipped. */
    static <T> @Nullable T read(StoredItem stored, Function<StoredItem, T> reader, OnError onError) {
        try {
            return reader.apply(stored);
        } catch (UnreadableItemException e) {
            switch (onError) {
                case RAISE -> throw e;
                case WARN ->
                    LOG.warn(
                            "{} It is skipped. Failed at: {}",
                            e.getMessage(),
                            e.path().orElse("the whole item"));
                case SKIP -> {}
            }
            return null;
        }
    }
}
