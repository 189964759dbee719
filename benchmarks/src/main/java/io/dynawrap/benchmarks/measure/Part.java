package io.dynawrap.benchmarks.measure;

/** One part of the benchmarks, which runs in a process of its own. */
@FunctionalInterface
public interface Part {

    /**
     * Checks that all contenders do the same, and measures them.
     *
     * @param scale how much is measured
     * @return the results
     * @throws Exception if anything fails
     */
    PartResult run(Scale scale) throws Exception;
}
