package io.dynawrap.benchmarks.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.benchmarks.measure.Bar;
import io.dynawrap.benchmarks.measure.Contender;
import io.dynawrap.benchmarks.measure.Measure;
import io.dynawrap.benchmarks.measure.Part;
import io.dynawrap.benchmarks.measure.PartResult;
import io.dynawrap.benchmarks.measure.Point;
import io.dynawrap.benchmarks.measure.RaceResult;
import io.dynawrap.benchmarks.measure.Ratio;
import io.dynawrap.benchmarks.measure.Row;
import io.dynawrap.benchmarks.measure.Scale;
import io.dynawrap.benchmarks.measure.Work;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/** The cost of operations at random places in tables of different sizes, and the memory of reading a whole one. */
public final class GrowthPart implements Part {

    private static final Bar BAR = Bar.atMost(1.2);

    /** A part. */
    public GrowthPart() {}

    private record Operation(String name, boolean ours, int perTurn, Function<GrowingTable, Work> work) {}

    private static final List<Operation> OPERATIONS = List.of(
            new Operation("get", true, 50, table -> table::get),
            new Operation("plain JDBC: get", false, 50, table -> table::plainGet),
            new Operation("save", true, 50, table -> table::save),
            new Operation("plain JDBC: save", false, 50, table -> table::plainSave),
            new Operation("query of 100", true, 5, table -> table::queryFew),
            new Operation("plain JDBC: query of 100", false, 5, table -> table::plainQueryFew),
            new Operation("query of 100 between bounds", true, 5, table -> table::queryBetween),
            new Operation("query of 10 by a filter", true, 5, table -> table::queryFiltered),
            new Operation("batchWrite of 100", true, 3, table -> table::batchWriteFew),
            new Operation("plain JDBC: batchWrite of 100", false, 3, table -> table::plainBatchWriteFew));

    /** Room for all tables, so that what grows is not the number of reads from the disk's cache. */
    private static final String SHARED_BUFFERS = "ALTER SYSTEM SET shared_buffers = '2GB'";

    @Override
    public PartResult run(Scale scale) throws Exception {
        Path data = Files.createTempDirectory("growth");
        try {
            return run(scale, data);
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private static PartResult run(Scale scale, Path data) throws Exception {
        List<Row> rows = new ArrayList<>();
        List<Point> points = new ArrayList<>();
        try (EmbeddedPostgresServer server = withRoomInMemory(data);
                HikariDataSource pool = Pools.pool(server, "")) {
            for (boolean onePartition : new boolean[] {true, false}) {
                List<GrowingTable> tables = scale.tableSizes().stream()
                        .map(items -> new GrowingTable(pool, items, onePartition))
                        .toList();
                String where = onePartition ? ", one partition" : ", partitions of 100";
                for (Operation operation : OPERATIONS) {
                    race(scale, operation, tables, where, rows, points);
                }
                if (onePartition) {
                    rows.addAll(StreamAll.inSmallHeap(server, tables.get(tables.size() - 1)));
                }
            }
        }
        return new PartResult("Growth: items in the table, PostgreSQL", rows, points);
    }

    private static EmbeddedPostgresServer withRoomInMemory(Path data) {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(data);
                HikariDataSource pool = Pools.pool(server, "")) {
            new JdbcTemplate(pool).execute(SHARED_BUFFERS);
        }
        return EmbeddedPostgresServer.start(data);
    }

    private static void race(
            Scale scale,
            Operation operation,
            List<GrowingTable> tables,
            String where,
            List<Row> rows,
            List<Point> points) {
        List<Contender> contenders = tables.stream()
                .map(table -> new Contender(size(table), operation.work().apply(table)))
                .toList();
        RaceResult result =
                scale.race(operation.ours() ? 18 : 12, operation.perTurn()).run(contenders);
        String work = operation.name() + where;
        GrowingTable smallest = tables.get(0);
        GrowingTable largest = tables.get(tables.size() - 1);
        for (GrowingTable table : tables) {
            Bar bar = operation.ours() && table == largest ? BAR : null;
            Row row = result.row(work + ", " + size(table), Measure.TIME, size(table), size(smallest), Ratio.COST, bar);
            points.add(new Point(work, operation.ours(), table.items(), row.ratio()));
            if (table != smallest) {
                rows.add(row);
            }
        }
    }

    private static String size(GrowingTable table) {
        return String.format(Locale.ROOT, "%,d items", table.items());
    }
}
