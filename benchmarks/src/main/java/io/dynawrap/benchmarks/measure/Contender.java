package io.dynawrap.benchmarks.measure;

/**
 * One way to do something.
 *
 * @param name what the table calls it
 * @param prepare what comes before each turn and is not measured
 * @param work one operation
 */
public record Contender(String name, Work prepare, Work work) {

    /**
     * A contender that needs no preparation.
     *
     * @param name what the table calls it
     * @param work one operation
     */
    public Contender(String name, Work work) {
        this(name, Work.NONE, work);
    }
}
