package io.dynawrap.benchmarks.measure;

import org.jspecify.annotations.Nullable;

/**
 * One row of the table of results.
 *
 * @param work what was done
 * @param measure what was measured of it
 * @param unit the unit of the values
 * @param ours the median for Dynawrap, or what stands in its place
 * @param baseline what it is compared with, empty for nothing
 * @param theirs the median for the baseline
 * @param kind how the two are compared
 * @param ratio the ratio of the medians
 * @param low the lower quartile of the ratios of the rounds
 * @param high the upper quartile of the ratios of the rounds
 * @param bar what the ratio is to reach, or {@code null}
 */
public record Row(
        String work,
        String measure,
        Unit unit,
        double ours,
        String baseline,
        double theirs,
        Ratio kind,
        double ratio,
        double low,
        double high,
        @Nullable Bar bar) {

    /**
     * A value that is compared with nothing.
     *
     * @param work what was done
     * @param measure what was measured of it
     * @param unit the unit of the value
     * @param value the value
     * @return the row
     */
    public static Row alone(String work, String measure, Unit unit, double value) {
        return new Row(work, measure, unit, value, "", 0, Ratio.NONE, value, value, value, null);
    }
}
