package io.dynawrap.benchmarks.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
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
import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import io.dynawrap.benchmarks.model.StoryWeight;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.postgres.PostgresBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads of one item and of many, and writes of one, on the same rows and through the same pool. */
public final class PostgresPart implements Part {

    private static final String TABLE = "stories";
    private static final String DYNAWRAP = "Dynawrap";
    private static final String PLAIN = "plain JDBC";
    private static final String CURSOR = "plain JDBC with a cursor";
    private static final String TEMPLATE = "JdbcTemplate";
    private static final String SPRING_DATA = "Spring Data JDBC";
    private static final int FETCH_SIZE = 1000;
    private static final int FEW = 100;
    private static final Bar SINGLE = Bar.atLeast(0.95);
    private static final Bar LARGE_QUERY = Bar.atLeast(0.8);

    /** A part. */
    public PostgresPart() {}

    /** Reads the stories of an owner, each one handed on. */
    @FunctionalInterface
    private interface Reading {
        void read(String owner, Consumer<Story> consumer) throws Exception;
    }

    /** Everybody's access to the same data. */
    private record Access(
            ItemStore store, PlainJdbc plain, TemplateJdbc template, SpringDataJdbc springData, JdbcTemplate jdbc) {}

    @Override
    public PartResult run(Scale scale) throws Exception {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start();
                HikariDataSource pool = Pools.pool(server, "")) {
            JdbcTemplate jdbc = new JdbcTemplate(pool);
            ItemStore store = new DefaultItemStore(new PostgresBackend(jdbc));
            store.createTable(TABLE);
            Access access = new Access(
                    store, new PlainJdbc(pool, TABLE), new TemplateJdbc(pool, TABLE), new SpringDataJdbc(pool), jdbc);
            List<Story> stories = new ArrayList<>(Stories.stories("few", FEW));
            stories.addAll(Stories.stories("many", scale.manyItems()));
            store.batchWrite(stories);
            stories.add(Stories.story("changing", 42));
            access.springData().insert(stories);
            jdbc.execute("VACUUM ANALYZE");
            List<Row> rows = new ArrayList<>();
            save(access, scale, rows);
            get(access, scale, rows);
            getAll(access, scale, rows);
            query(access, scale, "few", FEW, rows);
            query(access, scale, "many", scale.manyItems(), rows);
            return new PartResult("PostgreSQL " + version(jdbc) + ": one thread, and its own server", rows);
        }
    }

    private static @Nullable String version(JdbcTemplate jdbc) {
        return jdbc.queryForObject("SHOW server_version", String.class);
    }

    private static void save(Access access, Scale scale, List<Row> rows) {
        Story story = Stories.story("changing", 42);
        AtomicLong likes = new AtomicLong();
        List<Contender> contenders = List.of(
                new Contender(DYNAWRAP, () -> access.store().save(liked(story, likes))),
                new Contender(PLAIN, () -> access.plain().save(liked(story, likes))),
                new Contender(TEMPLATE, () -> access.template().save(liked(story, likes))),
                new Contender(SPRING_DATA, () -> access.springData().save(liked(story, likes))));
        for (Contender contender : contenders) {
            checkSave(access, contender, likes);
        }
        RaceResult result = scale.race(25, 100).run(contenders);
        rows.add(result.row("save", Measure.TIME, DYNAWRAP, PLAIN, Ratio.SPEED, SINGLE));
        rows.add(result.row("save", Measure.TIME, DYNAWRAP, TEMPLATE, Ratio.SPEED, null));
        rows.add(result.row("save", Measure.TIME, DYNAWRAP, SPRING_DATA, Ratio.SPEED, null));
    }

    /** Another value each time, so that each write changes the row. */
    private static Story liked(Story story, AtomicLong likes) {
        return story.withLikes(likes.incrementAndGet());
    }

    private static void checkSave(Access access, Contender contender, AtomicLong likes) {
        Object saved = run(contender);
        Story expected = liked(Stories.story("changing", 42), new AtomicLong(likes.get() - 1));
        Checks.same("save", contender.name(), expected, saved);
        boolean own = contender.name().equals(SPRING_DATA);
        Object stored = own
                ? access.springData().get(expected.owner(), expected.storyId())
                : access.jdbc()
                        .queryForObject(
                                "SELECT (data->>'likes')::bigint = ? AND data->>'createdAt' = ? AND schema_version = ?"
                                        + " AND (SELECT count(*) FROM jsonb_object_keys(data)) = 8 FROM stories"
                                        + " WHERE pk = 'USER#changing' AND sk = 'STORY#00000042'",
                                Boolean.class,
                                expected.likes(),
                                expected.createdAt().toString(),
                                Stories.VERSION);
        Checks.same("the saved item", contender.name(), own ? expected : true, stored);
    }

    private static @Nullable Object run(Contender contender) {
        try {
            return contender.work().run();
        } catch (Exception e) {
            throw new IllegalStateException(contender.name() + " failed", e);
        }
    }

    private static void get(Access access, Scale scale, List<Row> rows) {
        Story story = Stories.story("many", 4321);
        KeyValues key = KeyValues.of("owner", story.owner(), "storyId", story.storyId());
        List<Contender> contenders = List.of(
                new Contender(
                        DYNAWRAP, () -> access.store().get(Story.class, key).orElseThrow()),
                new Contender(PLAIN, () -> access.plain().get(story.owner(), story.storyId())),
                new Contender(TEMPLATE, () -> access.template().get(story.owner(), story.storyId())),
                new Contender(SPRING_DATA, () -> access.springData().get(story.owner(), story.storyId())));
        contenders.forEach(contender -> Checks.same("get", contender.name(), story, run(contender)));
        RaceResult result = scale.race(25, 100).run(contenders);
        rows.add(result.row("get", Measure.TIME, DYNAWRAP, PLAIN, Ratio.SPEED, SINGLE));
        rows.add(result.row("get", Measure.TIME, DYNAWRAP, TEMPLATE, Ratio.SPEED, null));
        rows.add(result.row("get", Measure.TIME, DYNAWRAP, SPRING_DATA, Ratio.SPEED, null));
    }

    /** Keys far apart in the largest partition. */
    private static void getAll(Access access, Scale scale, List<Row> rows) {
        int step = scale.manyItems() / FEW;
        List<Story> stories = IntStream.range(0, FEW)
                .mapToObj(n -> Stories.story("many", n * step))
                .toList();
        List<KeyValues> keys = stories.stream()
                .map(story -> KeyValues.of("owner", story.owner(), "storyId", story.storyId()))
                .toList();
        List<Contender> contenders = List.of(
                new Contender(DYNAWRAP, () -> access.store().getAll(Story.class, keys)),
                new Contender(PLAIN, () -> access.plain().getAll(stories)));
        contenders.forEach(contender -> Checks.same("getAll", contender.name(), stories, run(contender)));
        RaceResult result = scale.race(25, 20).run(contenders);
        rows.add(result.row("getAll of 100", Measure.TIME, DYNAWRAP, PLAIN, Ratio.SPEED, SINGLE));
    }

    private static void query(Access access, Scale scale, String owner, int items, List<Row> rows) {
        boolean many = items > FEW;
        String work = String.format(Locale.ROOT, "query of %,d", items);
        List<Contender> contenders = new ArrayList<>(List.of(
                reading(DYNAWRAP, owner, (name, consumer) -> {
                    KeyValues key = KeyValues.of("owner", name);
                    try (Stream<Story> stream = access.store().query(Story.class, key).stream()) {
                        stream.forEach(consumer);
                    }
                }),
                reading(PLAIN, owner, access.plain()::query),
                reading(TEMPLATE, owner, access.template()::query),
                reading(SPRING_DATA, owner, access.springData()::query)));
        if (many) {
            contenders.add(
                    reading(CURSOR, owner, (name, consumer) -> access.plain().query(name, FETCH_SIZE, consumer)));
        }
        List<Story> stories = Stories.stories(owner, items);
        contenders.forEach(contender -> Checks.same(work, contender.name(), weight(stories), run(contender)));
        RaceResult result = scale.race(many ? 60 : 25, many ? 1 : 20).run(contenders);
        rows.add(result.row(work, Measure.TIME, DYNAWRAP, PLAIN, Ratio.SPEED, many ? LARGE_QUERY : null));
        if (many) {
            rows.add(result.row(work, Measure.TIME, DYNAWRAP, CURSOR, Ratio.SPEED, LARGE_QUERY));
        }
        rows.add(result.row(work, Measure.TIME, DYNAWRAP, TEMPLATE, Ratio.SPEED, null));
        rows.add(result.row(work, Measure.TIME, DYNAWRAP, SPRING_DATA, Ratio.SPEED, null));
    }

    /** A query that looks at each item and holds none. */
    private static Contender reading(String name, String owner, Reading reading) {
        return new Contender(name, () -> {
            StoryWeight weight = new StoryWeight();
            reading.read(owner, weight);
            return weight.sum();
        });
    }

    private static long weight(List<Story> stories) {
        StoryWeight weight = new StoryWeight();
        stories.forEach(weight);
        return weight.sum();
    }
}
