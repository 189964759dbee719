package io.dynawrap.benchmarks.measure;

import java.util.Locale;

/** The unit of a measured value. */
public enum Unit {
    /** Nanoseconds. */
    NANOS("ns", "µs", "ms", "s"),
    /** Bytes. */
    BYTES("B", "KB", "MB", "GB"),
    /** Operations in a second. */
    PER_SECOND("/s", "k/s", "M/s", "G/s");

    private final String[] names;

    Unit(String... names) {
        this.names = names;
    }

    /**
     * A value with three significant digits, in the unit of this kind that suits its size.
     *
     * @param value the value in this unit
     * @return the text, such as {@code 12.3 µs}
     */
    public String format(double value) {
        double scaled = Math.abs(value);
        int step = 0;
        while (scaled >= 999.5 && step < names.length - 1) {
            scaled /= 1000;
            step++;
        }
        int decimals = scaled >= 99.95 || (step == 0 && this == BYTES) ? 0 : scaled >= 9.995 ? 1 : 2;
        String number = String.format(Locale.ROOT, "%." + decimals + "f", scaled);
        return (value < 0 ? "-" : "") + number + " " + names[step];
    }
}
