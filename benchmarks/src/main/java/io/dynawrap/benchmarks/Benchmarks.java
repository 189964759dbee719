package io.dynawrap.benchmarks;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dynawrap.benchmarks.measure.PartResult;
import io.dynawrap.benchmarks.measure.Point;
import io.dynawrap.benchmarks.measure.Scale;
import io.dynawrap.benchmarks.report.GrowthPlot;
import io.dynawrap.benchmarks.report.Table;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs a set of benchmarks: each part in a process of its own, one after the other. Results are kept as JSON when a part
 * ends, so that a run that was ended can be resumed.
 */
public final class Benchmarks {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Benchmarks() {}

    /**
     * Runs a set, or one part.
     *
     * @param args {@code quick} or {@code full}, and for one part in this process its name
     * @throws Exception if a part fails
     */
    public static void main(String[] args) throws Exception {
        Settings settings = Settings.of(args[0]);
        if (args.length > 1) {
            PartName part = PartName.valueOf(args[1]);
            PartResult result = part.part().run(Scale.of(settings.set()));
            JSON.writeValue(settings.result(part).toFile(), result);
            System.exit(0); // servers may leave threads behind
        }
        runAll(settings);
    }

    private static void runAll(Settings settings) throws Exception {
        Files.createDirectories(settings.output());
        String before = load();
        long start = System.nanoTime();
        if (!settings.resume()) {
            // all at once, so that a later run does not take an older result for one of this run
            for (PartName part : settings.parts()) {
                Files.deleteIfExists(settings.result(part));
            }
        }
        for (PartName part : settings.parts()) {
            if (Files.exists(settings.result(part))) {
                System.out.println(part + " was completed before");
                continue;
            }
            long partStart = System.nanoTime();
            PartProcess.run(settings, part);
            System.out.println(part + " took " + seconds(partStart));
        }
        System.out.println("All took " + seconds(start));
        report(settings, before);
    }

    private static void report(Settings settings, String loadBefore) throws IOException {
        List<PartResult> results = new ArrayList<>();
        for (PartName part : PartName.values()) {
            Path file = settings.result(part);
            if (Files.exists(file)) {
                results.add(JSON.readValue(file.toFile(), PartResult.class));
            }
        }
        JSON.writeValue(settings.output().resolve("results.json").toFile(), results);
        List<Point> points =
                results.stream().flatMap(result -> result.points().stream()).toList();
        if (!points.isEmpty()) {
            Files.writeString(settings.plot(), GrowthPlot.of(points));
        }
        String table = environment(settings, loadBefore) + "\n\n" + Table.of(results);
        Files.writeString(settings.output().resolve("table.md"), table);
        System.out.println("\n" + table);
    }

    private static String environment(Settings settings, String loadBefore) {
        return "Set `%s` on %s: %d processors, %s %s, JDK %s, %s. Load of the machine %s before and %s after the run."
                .formatted(
                        settings.set(),
                        LocalDate.now(),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        System.getProperty("java.version"),
                        System.getProperty("benchmarks.versions", ""),
                        loadBefore,
                        load());
    }

    private static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String seconds(long since) {
        return (System.nanoTime() - since) / 1_000_000_000 + " s";
    }
}
