package io.dynawrap.benchmarks.micro;

import io.dynawrap.benchmarks.measure.Part;
import io.dynawrap.benchmarks.measure.PartResult;
import io.dynawrap.benchmarks.measure.Ratio;
import io.dynawrap.benchmarks.measure.Row;
import io.dynawrap.benchmarks.measure.Scale;
import io.dynawrap.benchmarks.measure.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs the benchmarks of JMH in this package. Each has processes of its own, one after the other. */
public final class MicroPart implements Part {

    /** What is compared: ours, by hand, and how the table calls them. */
    private record Pair(String ours, String byHand, String work, String baseline) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair("format", "formatByHand", "key of a record", "texts put together"),
            new Pair("formatValues", "formatByHand", "key of values", "texts put together"),
            new Pair("match", "matchByHand", "key recognised", "regular expressions"),
            new Pair("parse", "parseByHand", "key taken apart", "regular expressions"),
            new Pair("writeAttributes", "writeAttributesByHand", "record to attributes, checked", "by hand"),
            new Pair("readAttributes", "readAttributesByHand", "attributes to record", "by hand"),
            new Pair("writeJson", "writeJsonByHand", "record to JSON, checked", "Jackson alone"),
            new Pair("readJson", "readJsonByHand", "JSON to record", "Jackson alone"));

    /** A part. */
    public MicroPart() {}

    @Override
    public PartResult run(Scale scale) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(MicroPart.class.getPackageName() + ".*")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(scale.pace() < 1 ? 1 : 2)
                .warmupIterations(3)
                .warmupTime(TimeValue.milliseconds(scale.pace() < 1 ? 250 : 700))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(scale.pace() < 1 ? 100 : 300))
                .jvmArgs("-Xms256m", "-Xmx256m", "-Dlogback.configurationFile=benchmarks-logback.xml")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        Map<String, RunResult> results = new Runner(options)
                .run().stream()
                        .collect(Collectors.toMap(
                                result -> result.getPrimaryResult().getLabel(), Function.identity()));
        List<Row> rows = new ArrayList<>();
        for (Pair pair : PAIRS) {
            rows.add(row(
                    pair,
                    results,
                    "time",
                    Unit.NANOS,
                    result -> result.getPrimaryResult().getStatistics()));
            rows.add(row(pair, results, "allocated", Unit.BYTES, MicroPart::allocated));
        }
        return new PartResult("Keys and codec by themselves (JMH)", rows);
    }

    private static Statistics allocated(RunResult result) {
        String name = result.getSecondaryResults().keySet().stream()
                .filter(key -> key.endsWith("gc.alloc.rate.norm"))
                .findFirst()
                .orElseThrow();
        return found(result.getSecondaryResults(), name).getStatistics();
    }

    private static Row row(
            Pair pair,
            Map<String, RunResult> results,
            String measure,
            Unit unit,
            Function<RunResult, Statistics> value) {
        Statistics ours = value.apply(found(results, pair.ours()));
        double byHand = value.apply(found(results, pair.byHand())).getPercentile(50);
        return new Row(
                pair.work(),
                measure,
                unit,
                ours.getPercentile(50),
                pair.baseline(),
                byHand,
                Ratio.COST,
                ours.getPercentile(50) / byHand,
                ours.getPercentile(25) / byHand,
                ours.getPercentile(75) / byHand,
                null);
    }

    private static <T> T found(Map<String, T> results, String name) {
        T result = results.get(name);
        if (result == null) {
            throw new IllegalStateException("JMH has no result called " + name);
        }
        return result;
    }
}
