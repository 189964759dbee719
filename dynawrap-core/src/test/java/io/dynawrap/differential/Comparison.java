package io.dynawrap.differential;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs programs on databases and beside them on the reference, and returns the first difference. */
final class Comparison {

    private final List<DatabaseUnderTest> databases;
    private long steps;

    Comparison(DatabaseUnderTest... databases) {
        this.databases = List.of(databases);
    }

    /** Returns how many steps have run on each database. */
    long steps() {
        return steps;
    }

    /** Returns the first difference, or {@code null} if all answers are the same. */
    @Nullable String difference(List<Step> program) {
        Reference reference = new Reference();
        databases.forEach(DatabaseUnderTest::clear);
        for (Step step : program) {
            steps++;
            Expected expected = reference.expect(step);
            List<Answer> answers = new ArrayList<>();
            for (DatabaseUnderTest database : databases) {
                Answer answer = database.run(step);
                if (!expected.fits(answer)) {
                    return "In " + Show.of(step) + "\n" + database + " gives " + Show.of(answer) + "\nbut expected is "
                            + Show.of(expected);
                }
                answers.add(answer);
            }
            for (Answer answer : answers) {
                if (!expected.same(answers.get(0), answer)) {
                    return "In " + Show.of(step) + "\nthe answers are " + Show.of(answers);
                }
            }
        }
        return differenceOfContents(reference.contents());
    }

    private @Nullable String differenceOfContents(Set<List<String>> expected) {
        for (DatabaseUnderTest database : databases) {
            Set<List<String>> missing = new HashSet<>(expected);
            Set<List<String>> superfluous = new HashSet<>(database.contents());
            missing.removeAll(superfluous);
            superfluous.removeAll(expected);
            if (!missing.isEmpty() || !superfluous.isEmpty()) {
                return "At the end " + database + " lacks " + Show.of(missing) + " and has besides "
                        + Show.of(superfluous);
            }
        }
        return null;
    }
}
