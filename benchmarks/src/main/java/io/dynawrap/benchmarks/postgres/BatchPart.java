package io.dynawrap.benchmarks.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.ItemStore;
import io.dynawrap.benchmarks.measure.Bar;
import io.dynawrap.benchmarks.measure.Checks;
import io.dynawrap.benchmarks.measure.Contender;
import io.dynawrap.benchmarks.measure.Measure;
import io.dynawrap.benchmarks.measure.Part;
import io.dynawrap.benchmarks.measure.PartResult;
import io.dynawrap.benchmarks.measure.RaceResult;
import io.dynawrap.benchmarks.measure.Ratio;
import io.dynawrap.benchmarks.measure.Row;
import io.dynawrap.benchmarks.measure.Scale;
import io.dynawrap.benchmarks.measure.Work;
import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.postgres.PostgresBackend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes of many items into an empty table. */
public final class BatchPart implements Part {

    private static final String TABLE = "stories";
    private static final String DYNAWRAP = "Dynawrap";
    private static final String REWRITTEN = "reWriteBatchedInserts";
    private static final String UNNEST = "unnest by hand";
    private static final String COPY = "COPY and upsert by hand";
    private static final String TEMPLATE = "JdbcTemplate.batchUpdate";
    private static final String SPRING_DATA = "Spring Data JDBC, insertAll";
    private static final List<String> BY_HAND = List.of(REWRITTEN, UNNEST, COPY);
    private static final Bar FASTEST_BY_HAND = Bar.atLeast(0.9);

    /** The documents have numbers and texts only, so that their text is the same whoever wrote them. */
    private static final String DIGEST = """
            SELECT count(*) || ' ' || md5(string_agg(pk || sk || schema_version || data::text, '' ORDER BY pk, sk))
            FROM stories""";

    /** A part. */
    public BatchPart() {}

    @Override
    public PartResult run(Scale scale) throws Exception {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start();
                HikariDataSource pool = Pools.pool(server, "");
                HikariDataSource rewriting = Pools.pool(server, "?reWriteBatchedInserts=true")) {
            JdbcTemplate jdbc = new JdbcTemplate(pool);
            ItemStore store = new DefaultItemStore(new PostgresBackend(jdbc));
            store.createTable(TABLE);
            TemplateJdbc template = new TemplateJdbc(pool, TABLE);
            SpringDataJdbc springData = new SpringDataJdbc(pool);
            HandWrittenBatches byHand = new HandWrittenBatches(TABLE);
            List<Story> stories = Stories.stories("johndoe", scale.manyItems());
            Work empty = () -> {
                jdbc.execute("TRUNCATE stories, story_rows");
                System.gc();
                return null;
            };
            List<Contender> contenders = List.of(
                    new Contender(DYNAWRAP, empty, () -> store.batchWrite(stories)),
                    new Contender(REWRITTEN, empty, () -> byHand.rewrittenInserts(rewriting, stories)),
                    new Contender(UNNEST, empty, () -> byHand.unnest(pool, stories)),
                    new Contender(COPY, empty, () -> byHand.copy(pool, stories)),
                    new Contender(TEMPLATE, empty, () -> template.batchWrite(stories)),
                    new Contender(SPRING_DATA, empty, () -> springData.insert(stories)));
            check(contenders, jdbc, stories.size());
            RaceResult result = scale.race(90, 1).run(contenders);
            List<Row> rows = rows(result, stories.size());
            rows.add(deletes(scale, jdbc, stories, store, () -> byHand.delete(pool, stories)));
            return new PartResult("PostgreSQL: writes of many items, one thread", rows);
        }
    }

    private static Row deletes(Scale scale, JdbcTemplate jdbc, List<Story> stories, ItemStore store, Work byHand)
            throws Exception {
        Work full = () -> {
            store.batchWrite(stories);
            System.gc();
            return null;
        };
        List<Contender> contenders = List.of(
                new Contender(DYNAWRAP, full, () -> store.batch(batch -> stories.forEach(batch::delete))),
                new Contender(UNNEST, full, byHand));
        for (Contender contender : contenders) {
            contender.prepare().run();
            Checks.same(
                    "delete", contender.name(), stories.size(), contender.work().run());
            Integer left = jdbc.queryForObject("SELECT count(*) FROM stories", Integer.class);
            Checks.same("deleted rows", contender.name(), 0, left);
        }
        String work = String.format(Locale.ROOT, "batch delete of %,d", stories.size());
        return scale.race(60, 1).run(contenders).row(work, Measure.TIME, DYNAWRAP, UNNEST, Ratio.SPEED, null);
    }

    private static void check(List<Contender> contenders, JdbcTemplate jdbc, int items) throws Exception {
        String expected = null;
        for (Contender contender : contenders) {
            contender.prepare().run();
            contender.work().run();
            if (contender.name().equals(SPRING_DATA)) {
                Integer count = jdbc.queryForObject("SELECT count(*) FROM story_rows", Integer.class);
                Checks.same("batch", contender.name(), items, count);
            } else {
                String digest = jdbc.queryForObject(DIGEST, String.class);
                expected = expected == null ? digest : expected;
                Checks.same("batch", contender.name(), expected, digest);
                Checks.same("batch", contender.name(), true, digest != null && digest.startsWith(items + " "));
            }
        }
    }

    private static List<Row> rows(RaceResult result, int items) {
        String work = String.format(Locale.ROOT, "batchWrite of %,d", items);
        String fastest = BY_HAND.stream()
                .min(Comparator.comparingDouble(name -> result.median(name, Measure.TIME)))
                .orElseThrow();
        List<Row> rows = new ArrayList<>();
        for (String name : List.of(REWRITTEN, UNNEST, COPY, TEMPLATE, SPRING_DATA)) {
            @Nullable Bar bar = name.equals(fastest) ? FASTEST_BY_HAND : null;
            rows.add(result.row(work, Measure.TIME, DYNAWRAP, name, Ratio.SPEED, bar));
        }
        return rows;
    }
}
