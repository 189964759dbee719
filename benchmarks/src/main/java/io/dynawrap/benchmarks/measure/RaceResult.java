package io.dynawrap.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the contenders of a race took, round by round. */
public final class RaceResult {

    private final Map<String, List<Turn>> turns;

    RaceResult(Map<String, List<Turn>> turns) {
        this.turns = turns;
    }

    /**
     * The median of what one operation took.
     *
     * @param contender the contender's name
     * @param measure what is asked for
     * @return the median over the rounds
     */
    public double median(String contender, Measure measure) {
        return Statistics.median(values(contender, measure));
    }

    /**
     * One contender against another.
     *
     * @param work what the row is about
     * @param measure what is compared
     * @param ours the name of the contender in question
     * @param theirs the name of the one it is compared with
     * @param ratio how the two are compared
     * @param bar what the ratio is to reach, or {@code null}
     * @return the row of the table
     */
    public Row row(String work, Measure measure, String ours, String theirs, Ratio ratio, @Nullable Bar bar) {
        List<Double> first = values(ours, measure);
        List<Double> second = values(theirs, measure);
        List<Double> rounds = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            rounds.add(ratio.of(first.get(i), second.get(i)));
        }
        double firstMedian = Statistics.median(first);
        double secondMedian = Statistics.median(second);
        return new Row(
                work,
                measure.label(),
                measure.unit(),
                firstMedian,
                theirs,
                secondMedian,
                ratio,
                ratio.of(firstMedian, secondMedian),
                Statistics.quantile(rounds, 0.25),
                Statistics.quantile(rounds, 0.75),
                bar);
    }

    private List<Double> values(String contender, Measure measure) {
        return Objects.requireNonNull(turns.get(contender), contender).stream()
                .map(measure::of)
                .toList();
    }
}
