package io.dynawrap.benchmarks.measure;

import java.util.List;

/** The middle of measured values, which a few disturbed rounds do not move. */
public final class Statistics {

    private Statistics() {}

    /**
     * The median.
     *
     * @param values at least one value, in any order
     * @return the middle one, or the mean of the two in the middle
     */
    public static double median(List<Double> values) {
        return quantile(values, 0.5);
    }

    /** The value below which a part of the values lies; between two of them it is interpolated. */
    static double quantile(List<Double> values, double part) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("Nothing was measured");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double place = part * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
