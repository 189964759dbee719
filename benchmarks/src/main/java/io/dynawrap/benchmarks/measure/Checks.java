package io.dynawrap.benchmarks.measure;

import org.jspecify.annotations.Nullable;

/** Lets no benchmark measure what does not do its work. */
public final class Checks {

    private Checks() {}

    /**
     * Ends the benchmark unless a contender did what it should.
     *
     * @param what what is compared
     * @param contender who did it
     * @param expected what should have come of it
     * @param actual what came of it
     */
    public static void same(String what, String contender, @Nullable Object expected, @Nullable Object actual) {
        if (expected == null || !expected.equals(actual)) {
            throw new IllegalStateException(
                    "%s by %s: expected %s but got %s".formatted(what, contender, expected, actual));
        }
    }
}
