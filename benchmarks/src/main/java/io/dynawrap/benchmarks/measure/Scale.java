package io.dynawrap.benchmarks.measure;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param pace a factor on the time of every race
 * @param manyItems how many items the large queries and batches have
 * @param tableSizes how many items the tables have in which growth is measured, ascending
 */
public record Scale(double pace, int manyItems, List<Integer> tableSizes) {

    /**
     * The scale of a set.
     *
     * @param set {@code full} or {@code quick}
     * @return the scale
     */
    public static Scale of(String set) {
        return switch (set) {
            case "full" -> new Scale(1, 50_000, List.of(1_000, 100_000, 1_000_000));
            case "quick" -> new Scale(0.15, 10_000, List.of(1_000, 100_000));
            default ->
                throw new IllegalArgumentException("There is a set called quick and one called full, but no " + set);
        };
    }

    /**
     * A race of this scale.
     *
     * @param seconds how long it takes in the full set
     * @param operations how many operations make a turn
     * @return the race
     */
    public Race race(double seconds, int operations) {
        return new Race(Duration.ofMillis((long) (seconds * 1000 * pace)), operations);
    }
}
