package io.dynawrap.benchmarks.postgres;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.benchmarks.measure.Row;
import io.dynawrap.benchmarks.measure.Unit;
import io.dynawrap.benchmarks.model.Story;
import io.dynawrap.benchmarks.model.StoryWeight;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.postgres.PostgresBackend;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Reads a whole partition as a stream, in a process with a small heap. */
final class StreamAll {

    private static final String HEAP = "64m";

    private StreamAll() {}

    /** Runs the process; it fails unless it reads all of the table. */
    static List<Row> inSmallHeap(EmbeddedPostgresServer server, GrowingTable table)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx" + HEAP,
                        "-Dlogback.configurationFile=benchmarks-logback.xml",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        StreamAll.class.getName(),
                        server.jdbcUrl(),
                        table.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        String[] words = output.strip().split(" ");
        if (exit != 0 || words.length != 3 || !words[0].equals(Integer.toString(table.items()))) {
            throw new IllegalStateException("The stream ended with " + exit + " and said: " + output);
        }
        String work = String.format(Locale.ROOT, "stream of %,d with a heap of %s", table.items(), HEAP);
        return List.of(
                Row.alone(work, "time", Unit.NANOS, Double.parseDouble(words[1])),
                Row.alone(work, "heap at its peak, garbage included", Unit.BYTES, Double.parseDouble(words[2])));
    }

    /** Prints how many items there were, the nanoseconds they took and the bytes of the heap at its peak. */
    public static void main(String[] args) {
        SingleConnectionDataSource dataSource = new SingleConnectionDataSource(args[0], "postgres", "postgres", true);
        ItemStore store = new DefaultItemStore(new PostgresBackend(new JdbcTemplate(dataSource))).table(args[1]);
        StoryWeight weight = new StoryWeight();
        long start = System.nanoTime();
        long count;
        try (Stream<Story> stories = store.query(Story.class, KeyValues.of("owner", "o00000000")).stream()) {
            count = stories.peek(weight)
                    .filter(story -> !story.storyId().isEmpty())
                    .count();
        }
        long nanos = System.nanoTime() - start;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        System.out.println(count + " " + nanos + " " + peak);
    }
}
