package io.dynawrap.engine;

import io.dynawrap.engine.StoreAdmin.Sweep;
import io.dynawrap.engine.StoreAdmin.Sweep.End;
import io.dynawrap.spi.SweepRequest;
import io.dynawrap.spi.SweepResult;
import java.time.Duration;

/** Deletes the expired items of a table, chunk by chunk. */
final class ExpirySweep {

    private final String table;
    private final String field;
    private final ItemExpiry expiry;
    private final int chunk;

    /**
     * Prepares a sweep.
     *
     * @param table the name of the table in the database
     * @param field the field with the second at which an item expires
     */
    ExpirySweep(String table, String field, ItemExpiry expiry, int chunk) {
        this.table = table;
        this.field = field;
        this.expiry = expiry;
        this.chunk = chunk;
    }

    /**
     * Deletes until no expired items are left, or until the time is over; an interrupted thread ends it too. Each chunk is counted
     * when it is deleted, because the next one may fail.
     */
    Sweep run(StoreCall call, Duration atMost) {
        TimeBudget time = new TimeBudget(atMost);
        long deleted = 0;
        while (!time.isOver() && !Thread.currentThread().isInterrupted()) {
            SweepResult result = call.backend().deleteExpired(new SweepRequest(table, field, expiry.now(), chunk));
            if (result instanceof SweepResult.Deleted some) {
                deleted += some.items();
                call.items(some.items());
                if (some.items() < chunk) {
                    return new Sweep(deleted, End.COMPLETE);
                }
            } else {
                return new Sweep(deleted, result instanceof SweepResult.Busy ? End.BUSY : End.BY_DATABASE);
            }
        }
        return new Sweep(deleted, End.TIME_OVER);
    }
}
