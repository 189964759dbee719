package io.dynawrap.differential;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A program that gave different answers, made small.
 *
 * @param difference what differed in the program of the seed
 * @param smallest a part of the program in which something differs, too
 * @param smallestDifference what differs there
 */
record Failing(
        long seed,
        String difference,
        List<Step> smallest,
        @Nullable String smallestDifference) {

    private static final int TRIES = 500;

    /** Runs the program of a seed; {@code null} if nothing differs. */
    static @Nullable Failing find(long seed, Comparison comparison) {
        List<Step> program = ProgramGenerator.program(seed);
        String difference = comparison.difference(program);
        if (difference == null) {
            return null;
        }
        List<Step> smallest = new Shrinker(steps -> comparison.difference(steps) != null, TRIES).shrink(program);
        return new Failing(seed, difference, smallest, comparison.difference(smallest));
    }

    String report() {
        String steps = smallest.stream().map(Show::of).collect(Collectors.joining("\n  ", "  ", "\n"));
        return "The program of seed " + seed + " (run it with -Ddynawrap.differential.seed=" + seed
                + " -Ddynawrap.differential.steps=1) gives different answers.\n" + difference
                + "\nThis smaller one does, too:\n" + steps + smallestDifference;
    }
}
