package io.dynawrap.benchmarks.report;

import io.dynawrap.benchmarks.measure.Bar;
import io.dynawrap.benchmarks.measure.PartResult;
import io.dynawrap.benchmarks.measure.Ratio;
import io.dynawrap.benchmarks.measure.Row;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results as Markdown. */
public final class Table {

    private static final String HEAD = """
            | work | measured | Dynawrap | beside | takes | ratio | half of the rounds | bar | |
            |---|---|---:|---|---:|---:|---:|---:|---|
            """;

    /** What two decimals would show as nothing. */
    private static final double LEAST_SHOWN = 0.005;

    private Table() {}

    /**
     * Writes a table for each part.
     *
     * @param results what the parts measured
     * @return Markdown
     */
    public static String of(List<PartResult> results) {
        StringBuilder text = new StringBuilder();
        for (PartResult result : results) {
            text.append("### ").append(result.title()).append("\n\n").append(HEAD);
            result.rows().forEach(row -> text.append(line(row)));
            text.append('\n');
        }
        return text.toString();
    }

    private static String line(Row row) {
        boolean alone = row.kind() == Ratio.NONE;
        List<String> cells = List.of(
                row.work(),
                row.measure(),
                row.unit().format(row.ours()),
                row.baseline(),
                alone ? "" : row.unit().format(row.theirs()),
                alone ? "" : ratio(row, row.ratio()),
                alone ? "" : ratio(row, row.low()) + " to " + ratio(row, row.high()),
                bar(row),
                verdict(row));
        return "|"
                + cells.stream()
                        .map(cell -> cell.isEmpty() ? " |" : " " + cell + " |")
                        .collect(Collectors.joining()) + "\n";
    }

    private static String ratio(Row row, double ratio) {
        return switch (row.kind()) {
            case SPEED, COST -> decimal(ratio) + "×";
            case DIFFERENCE -> (ratio > 0 ? "+" : "") + row.unit().format(ratio);
            case NONE -> row.unit().format(ratio);
        };
    }

    private static String bar(Row row) {
        Bar bar = row.bar();
        if (bar == null) {
            return switch (row.kind()) {
                case SPEED -> "speed";
                case COST -> "cost";
                case DIFFERENCE -> "difference";
                case NONE -> "";
            };
        }
        String what = switch (row.kind()) {
            case SPEED -> "speed ";
            case COST -> "cost ";
            case DIFFERENCE, NONE -> "";
        };
        return what + (bar.atLeast() ? "≥ " : "≤ ") + ratio(row, bar.limit()).replace("+", "");
    }

    private static String verdict(Row row) {
        Bar bar = row.bar();
        if (bar == null) {
            return "";
        }
        double missedBy = bar.missedBy(row.ratio());
        if (missedBy == 0) {
            return "met";
        }
        return missedBy < LEAST_SHOWN && row.kind() != Ratio.DIFFERENCE
                ? "**missed** by " + String.format(Locale.ROOT, "%.3f×", missedBy)
                : "**missed** by " + ratio(row, missedBy).replace("+", "");
    }

    private static String decimal(double ratio) {
        return String.format(Locale.ROOT, ratio >= 9.995 ? "%.1f" : "%.2f", ratio);
    }
}
