package io.dynawrap.benchmarks.measure;

import java.util.List;

/**
 * What one part measured.
 *
 * @param title the heading above its rows
 * @param rows the rows of its table
 * @param points its points in the plot of growth
 */
public record PartResult(String title, List<Row> rows, List<Point> points) {

    /**
     * A result without a plot.
     *
     * @param title the heading above its rows
     * @param rows the rows of its table
     */
    public PartResult(String title, List<Row> rows) {
        this(title, rows, List.of());
    }
}
