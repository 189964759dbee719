package io.dynawrap.engine;

import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.observe.StoreListener;
import io.dynawrap.spi.Backend;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Stores for tests of other packages. */
public final class TestStores {

    private TestStores() {}

    /** A store that does not wait between two tries of a batch, but tells how long it would have at most. */
    public static DefaultItemStore withoutPauses(Backend backend, Consumer<Duration> pauses) {
        return withoutPauses(backend, pauses, StoreListener.NONE);
    }

    static DefaultItemStore withoutPauses(Backend backend, Consumer<Duration> pauses, StoreListener listener) {
        return new DefaultItemStore(new Engine(
                backend,
                ItemCodec.create(),
                new StoreTables(backend, UnaryOperator.identity()),
                new BatchWriter(backend, pauses::accept, System::nanoTime),
                listener));
    }
}
