package io.dynawrap.test;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server for all application contexts of this process. It starts for the first context that requests it, and stops
 * when the last context that uses it is closed.
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

    /**
     * Returns a name that no other context has. The first name, which is the only name in development, has no number.
     */
    synchronized String newName(String base) {
        names++;
        return names == 1 ? base : base + names;
    }
}
