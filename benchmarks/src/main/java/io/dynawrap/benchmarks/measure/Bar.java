package io.dynawrap.benchmarks.measure;

/**
 * What a ratio is to reach.
 *
 * @param atLeast whether the ratio may not be below the limit; it may not be above otherwise
 * @param limit the limit
 */
public record Bar(boolean atLeast, double limit) {

    /**
     * A lower limit.
     *
     * @param limit the least ratio
     * @return the bar
     */
    public static Bar atLeast(double limit) {
        return new Bar(true, limit);
    }

    /**
     * An upper limit.
     *
     * @param limit the greatest ratio
     * @return the bar
     */
    public static Bar atMost(double limit) {
        return new Bar(false, limit);
    }

    /**
     * By how much a ratio misses the bar.
     *
     * @param ratio the ratio
     * @return the distance, or 0 if the bar is met
     */
    public double missedBy(double ratio) {
        return Math.max(0, atLeast ? limit - ratio : ratio - limit);
    }
}
