package io.dynawrap.benchmarks.measure;

/** How a measured value is compared with that of another way to do the same. */
public enum Ratio {
    /** How fast it is beside the other: 2 is twice as fast. */
    SPEED,
    /** What it costs beside the other: 2 is twice as much. */
    COST,
    /** What it costs more than the other, in the unit of the values. */
    DIFFERENCE,
    /** It is compared with nothing; the value itself is what a bar is for. */
    NONE;

    /**
     * Compares two values, both costs.
     *
     * @param ours the value in question
     * @param theirs the value of the other
     * @return the ratio
     */
    public double of(double ours, double theirs) {
        return switch (this) {
            case SPEED -> theirs / ours;
            case COST -> ours / theirs;
            case DIFFERENCE -> ours - theirs;
            case NONE -> ours;
        };
    }
}
