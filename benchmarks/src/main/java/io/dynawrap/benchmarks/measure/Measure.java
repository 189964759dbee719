package io.dynawrap.benchmarks.measure;

import java.util.function.ToDoubleFunction;

/** What is measured of an operation. */
public enum Measure {
    /** The time that passes. */
    TIME("time", Unit.NANOS, Turn::nanos),
    /** The processor time of the calling thread. */
    CPU("CPU time", Unit.NANOS, Turn::cpuNanos),
    /** The bytes that the calling thread allocates. */
    BYTES("allocated", Unit.BYTES, Turn::bytes);

    private final String label;
    private final Unit unit;
    private final ToDoubleFunction<Turn> value;

    Measure(String label, Unit unit, ToDoubleFunction<Turn> value) {
        this.label = label;
        this.unit = unit;
        this.value = value;
    }

    String label() {
        return label;
    }

    Unit unit() {
        return unit;
    }

    double of(Turn turn) {
        return value.applyAsDouble(turn);
    }
}
