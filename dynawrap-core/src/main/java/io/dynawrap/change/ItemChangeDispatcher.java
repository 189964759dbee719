package io.dynawrap.change;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends each record of a stream that mixes models to the handler of its model. Safe for use by many threads if the
 * handlers are.
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
     * A dispatcher that has no handlers yet.
     *
     * @param reader reads the records
     * @param <R> the type of a record
     * @return the dispatcher
     */
    public static <R> ItemChangeDispatcher<R> of(ItemChangeReader<R> reader) {
        return new ItemChangeDispatcher<>(reader, List.of());
    }

    /**
     * This dispatcher with one more handler. A record goes to the first handler whose model its key fits.
     *
     * @param model the model's class
     * @param handler handles its changes
     * @param <T> the model
     * @return a copy with the handler
     */
    public <T> ItemChangeDispatcher<R> with(Class<T> model, ItemChangeHandler<T> handler) {
        List<Route<?>> more = new ArrayList<>(routes);
        more.add(new Route<>(model, handler));
        return new ItemChangeDispatcher<>(reader, List.copyOf(more));
    }

    /**
     * Handles records in their order and stops at the first that fails, be it broken or refused by its handler: a
     * stream delivers again from the first failed record on, so to go on would handle later records twice and out of
     * order.
     *
     * @param records the records of one shard, in order
     * @return how far it came
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
     * How far a dispatch came.
     *
     * @param handled how many records a handler took
     * @param unmatched how many records fit no handler's model
     * @param failedSequenceNumber the sequence number of the record that failed, from which on the stream is to be
     *     delivered again, or {@code null} when none failed
     * @param failure why it failed, or {@code null}
     */
    public record DispatchResult(
            int handled,
            int unmatched,
            @Nullable String failedSequenceNumber,
            @Nullable RuntimeException failure) {

        /**
         * The sequence numbers for a partial batch response, of which AWS Lambda takes the lowest as the place to
         * deliver again from.
         *
         * @return the one that failed, or none
         */
        public List<String> failedSequenceNumbers() {
            return failedSequenceNumber == null ? List.of() : List.of(failedSequenceNumber);
        }
    }
}
