package io.dynawrap.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the build says.
 *
 * @param set {@code quick} or {@code full}
 * @param output where results are kept
 * @param docs where the plot of the full set goes
 * @param parts the parts to run; the results of others are those of an earlier run, if there was one
 * @param resume whether a part that an earlier run completed is not run again
 */
record Settings(String set, Path output, Path docs, List<PartName> parts, boolean resume) {

    static Settings of(String set) {
        String parts = System.getProperty("benchmarks.parts", "all");
        return new Settings(
                set,
                Path.of(System.getProperty("benchmarks.output", "target/benchmarks"), set),
                Path.of(System.getProperty("benchmarks.docs", "docs")),
                parts.equals("all")
                        ? List.of(PartName.values())
                        : Arrays.stream(parts.split(","))
                                .map(name -> PartName.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                                .toList(),
                Boolean.getBoolean("benchmarks.resume"));
    }

    Path result(PartName part) {
        return output.resolve(part.name().toLowerCase(Locale.ROOT) + ".json");
    }

    Path plot() {
        return (set.equals("full") ? docs : output).resolve("growth.svg");
    }
}
