package io.dynawrap.change;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes each record of a stream that holds several models to the handler of its model. Safe for use by many threads if
 * the handlers are.
 *
 * @param <R> the type of a record
 */
public final class ItemChangeDispatcher<R> {

    private final ItemChangeReader<R> reader;
    private final List<Route<?>> routes;

    private ItemChangeDispatcher(ItemChangeReader<R> reader, List<Route<?>> routes) {
        this.reader = reader;
        this.routes = routes;
    }

    /**
     * Creates a dispatcher without handlers.
     *
     * @param reader reads the records
     * @param <R> the type of a record
     * @return the dispatcher
     */
    public static <R> ItemChangeDispatcher<R> of(ItemChangeReader<R> reader) {
        return new ItemChangeDispatcher<>(reader, List.of());
    }

    /**
     * Returns a copy of this dispatcher with one more handler. A record is passed to the first handler whose model fits
     * its key.
     *
     * @param model the model's class
     * @param handler handles the changes of the model
     * @param <T> the model
     * @return a copy with the handler
     */
    public <T> ItemChangeDispatcher<R> with(Class<T> model, ItemChangeHandler<T> handler) {
        List<Route<?>> more = new ArrayList<>(routes);
        more.add(new Route<>(model, handler));
        return new ItemChangeDispatcher<>(reader, List.copyOf(more));
    }

    /**
     * Handles records in their order and stops at the first record that is broken or whose handler throws an exception. The
     * exception is in the result and is not thrown. A stream redelivers from the failed record on, so continuing would handle later
     * records twice and out of order. A record that fits the model of no handler is counted and skipped.
     *
     * @param records the records of one shard, in order
     * @return how many records were handled or skipped, and the failure, if any
     */
    public DispatchResult dispatch(Iterable<? extends R> records) {
        int handled = 0;
        int unmatched = 0;
        for (R change : records) {
            try {
                if (handle(change)) {
                    handled++;
                } else {
                    unmatched++;
                }
            } catch (RuntimeException e) {
                return new DispatchResult(handled, unmatched, reader.sequenceNumber(change), e);
            }
        }
        return new DispatchResult(handled, unmatched, null, null);
    }

    private boolean handle(R change) {
        for (Route<?> route : routes) {
            if (route.handle(reader, change)) {
                return true;
            }
        }
        return false;
    }

    private record Route<T>(Class<T> model, ItemChangeHandler<T> handler) {

        <R> boolean handle(ItemChangeReader<R> reader, R change) {
            ChangeResult<T> result = reader.read(change, model);
            if (result instanceof ChangeResult.OtherModel) {
                return false;
            }
            if (result instanceof ChangeResult.KeysOnly<T> keysOnly) {
                handler.handleKeysOnly(keysOnly);
            } else {
                handler.handle(result.orElseThrow());
            }
            return true;
        }
    }

    /**
     * The result of a dispatch.
     *
     * @param handled the number of records that a handler handled
     * @param unmatched the number of records that fit the model of no handler
     * @param failedSequenceNumber the sequence number of the record that failed, from which the stream must redeliver,
     *     or {@code null} if no record failed
     * @param failure the reason for the failure, or {@code null} if no record failed
     */
    public record DispatchResult(
            int handled,
            int unmatched,
            @Nullable String failedSequenceNumber,
            @Nullable RuntimeException failure) {

        /**
         * Returns the sequence numbers for a partial batch response. AWS Lambda redelivers from the lowest of them.
         *
         * @return the sequence number of the record that failed, or an empty list
         */
        public List<String> failedSequenceNumbers() {
            return failedSequenceNumber == null ? List.of() : List.of(failedSequenceNumber);
        }
    }
}
