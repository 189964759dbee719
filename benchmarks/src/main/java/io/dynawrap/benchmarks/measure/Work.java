package io.dynawrap.benchmarks.measure;

import org.jspecify.annotations.Nullable;

/** One operation that is measured, or that prepares a measurement. */
@FunctionalInterface
public interface Work {

    /** Does nothing. */
    Work NONE = () -> null;

    /**
     * Does the work.
     *
     * @return what came of it, so that the compiler cannot leave the work out
     * @throws Exception if it fails, which ends the benchmark
     */
    @Nullable Object run() throws Exception;
}
