package io.dynawrap.benchmarks.postgres;

import static io.dynawrap.Condition.field;

import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.benchmarks.measure.Bar;
import io.dynawrap.benchmarks.measure.Contender;
import io.dynawrap.benchmarks.measure.Measure;
import io.dynawrap.benchmarks.measure.Part;
import io.dynawrap.benchmarks.measure.PartResult;
import io.dynawrap.benchmarks.measure.Ratio;
import io.dynawrap.benchmarks.measure.Row;
import io.dynawrap.benchmarks.measure.Scale;
import io.dynawrap.benchmarks.measure.Work;
import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import io.dynawrap.benchmarks.model.Writing;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.postgres.PostgresBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Questions to a partition beyond its prefix: by Dynawrap, and by one statement by hand. */
public final class QuestionPart implements Part {

    private static final String TABLE = "stories";
    private static final String DYNAWRAP = "Dynawrap";
    private static final String PLAIN = "plain JDBC";
    private static final Bar BAR = Bar.atLeast(0.95);
    private static final String FIRST = "00000400";
    private static final String END = "00000500";

    /** A part. */
    public QuestionPart() {}

    @Override
    public PartResult run(Scale scale) throws Exception {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start();
                HikariDataSource pool = Pools.pool(server, "")) {
            JdbcTemplate jdbc = new JdbcTemplate(pool);
            ItemStore store = new DefaultItemStore(new PostgresBackend(jdbc));
            store.createTable(TABLE);
            store.batchWrite(Stories.stories("many", 1000));
            store.batchWrite(Stories.stories("some", 200));
            store.batchWrite(Stories.stories("mixed", 50));
            IntStream.range(0, 50).forEach(n -> store.create(Stories.draft("mixed", n)));
            jdbc.execute("ANALYZE " + TABLE);
            PlainQuestions plain = new PlainQuestions(pool, TABLE);
            KeyValues many = KeyValues.of("owner", "many");
            KeyValues some = KeyValues.of("owner", "some");
            KeyValues mixed = KeyValues.of("owner", "mixed");
            List<Row> rows = new ArrayList<>();
            rows.add(row(
                    scale,
                    "100 items between two bounds",
                    () -> store.query(Story.class, many).from(FIRST).before(END).list(),
                    () -> plain.range("many", FIRST, END)));
            rows.add(row(
                    scale,
                    "100 of 200 items by a filter",
                    () -> store.query(Story.class, some)
                            .filter(field("published").is(true))
                            .list(),
                    () -> plain.published("some")));
            rows.add(row(
                    scale,
                    "count 1,000 items",
                    () -> store.query(Story.class, many).count(),
                    () -> plain.count("many")));
            rows.add(row(
                    scale,
                    "100 items of two models",
                    () -> store.query(Writing.class, mixed).list(),
                    () -> plain.all("mixed")));
            return new PartResult("PostgreSQL: questions to a partition, one thread", rows);
        }
    }

    private static Row row(Scale scale, String question, Work dynawrap, Work plain) {
        return scale.race(5, 40)
                .run(List.of(new Contender(DYNAWRAP, dynawrap), new Contender(PLAIN, plain)))
                .row(question, Measure.TIME, DYNAWRAP, PLAIN, Ratio.SPEED, BAR);
    }
}
