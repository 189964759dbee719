package io.dynawrap.test;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server for all application contexts of this process: it starts for the first that asks, and stops when the last one
 * that uses it is closed.
 */
final class SharedServer<S extends AutoCloseable> {

    private final Supplier<S> starter;
    private @Nullable S server;
    private int users;
    private int names;

    SharedServer(Supplier<S> starter) {
        this.starter = starter;
    }

    synchronized S acquire() {
        S running = server;
        if (running == null) {
            running = starter.get();
            server = running;
        }
        users++;
        return running;
    }

    synchronized void release() {
        users--;
        S idle = server;
        if (users == 0 && idle != null) {
            server = null;
            try {
                idle.close();
            } catch (Exception e) {
                throw new IllegalStateException("The embedded server did not stop", e);
            }
        }
    }

    /** A name that no other context has; the first, which is the only one in development, is without a number. */
    synchronized String newName(String base) {
        names++;
        return names == 1 ? base : base + names;
    }
}
