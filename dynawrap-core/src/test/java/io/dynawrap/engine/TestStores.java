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

    /** A store that pauses as it does by default between two tries of a batch, but has all the time in the world. */
    public static DefaultItemStore withoutTimeLimit(Backend backend) {
        return store(backend, Backoff.Pauses.sleeping(), StoreListener.NONE);
    }

    /**
     * A store that has all the time in the world and does not wait between two tries of a batch, but tells how long it
     * would have at most.
     */
    public static DefaultItemStore withoutPauses(Backend backend, Consumer<Duration> pauses) {
        return withoutPauses(backend, pauses, StoreListener.NONE);
    }

    static DefaultItemStore withoutPauses(Backend backend, Consumer<Duration> pauses, StoreListener listener) {
        return store(backend, pauses::accept, listener);
    }

    /** The clock stands still, so that only the number of tries ends a batch, however slow the machine is. */
    private static DefaultItemStore store(Backend backend, Backoff.Pauses pauses, StoreListener listener) {
        StoreEngine engine = new StoreEngine(
                backend,
                new ItemCoding(ItemCodec.create(), backend, false),
                new StoreTables(backend, UnaryOperator.identity()),
                listener,
                new Backoff(pauses, () -> 0));
        return new DefaultItemStore(engine, null, true);
    }
}
