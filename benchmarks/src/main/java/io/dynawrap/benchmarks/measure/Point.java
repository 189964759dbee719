package io.dynawrap.benchmarks.measure;

/**
 * One point of the plot of growth.
 *
 * @param series the line it belongs to
 * @param ours whether the line is Dynawrap's
 * @param items how many items the table holds
 * @param cost what an operation costs, as a multiple of what it costs with the fewest items
 */
public record Point(String series, boolean ours, long items, double cost) {}
