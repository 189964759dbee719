package io.dynawrap.benchmarks.micro;

import io.dynawrap.benchmarks.measure.Checks;

/** Compares what two ways to do something give. */
final class Expected {

    private Expected() {}

    static void same(Object byHand, Object ours) {
        Checks.same("the result", "Dynawrap", byHand, ours);
    }
}
