package io.dynawrap.benchmarks.postgres;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.itemAbsent;

import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.Condition;
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
import io.dynawrap.benchmarks.model.Draft;
import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.postgres.PostgresBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes that check what is stored before: by Dynawrap, and by one statement by hand. */
public final class CheckedWritePart implements Part {

    private static final String TABLE = "stories";
    private static final String DYNAWRAP = "Dynawrap";
    private static final String PLAIN = "plain JDBC";
    private static final long LIMIT = 1L << 40;
    private static final Bar BAR = Bar.atLeast(0.95);

    /** A part. */
    public CheckedWritePart() {}

    @Override
    public PartResult run(Scale scale) throws Exception {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start();
                HikariDataSource pool = Pools.pool(server, "")) {
            ItemStore store = new DefaultItemStore(new PostgresBackend(new JdbcTemplate(pool)));
            store.createTable(TABLE);
            PlainChecks plain = new PlainChecks(pool, TABLE);
            List<Row> rows = new ArrayList<>();
            rows.add(row(scale, "create", creates(store, plain)));
            rows.add(row(scale, "save with a condition", conditionalSaves(store, plain)));
            rows.add(row(scale, "save with a version", versionedSaves(store, plain)));
            rows.add(row(scale, "update: add to a number", updates(store, plain)));
            rows.add(scale.race(25, 100)
                    .run(transactions(store, new PlainTransaction(pool, TABLE)))
                    .row("transaction of five", Measure.TIME, DYNAWRAP, PLAIN, Ratio.SPEED, Bar.atLeast(0.9)));
            return new PartResult("PostgreSQL: writes that check, one thread", rows);
        }
    }

    private static Row row(Scale scale, String work, List<Contender> contenders) {
        return scale.race(25, 100).run(contenders).row(work, Measure.TIME, DYNAWRAP, PLAIN, Ratio.SPEED, BAR);
    }

    private static List<Contender> creates(ItemStore store, PlainChecks plain) {
        AtomicLong number = new AtomicLong();
        return List.of(
                new Contender(DYNAWRAP, () -> store.create(Stories.draft("new", number.incrementAndGet()))),
                new Contender(PLAIN, () -> plain.create(Stories.draft("new", number.incrementAndGet()))));
    }

    private static List<Contender> conditionalSaves(ItemStore store, PlainChecks plain) {
        Story story = store.save(Stories.story("changing", 42));
        Condition below = field("likes").lessThan(LIMIT);
        AtomicLong likes = new AtomicLong();
        return List.of(
                new Contender(DYNAWRAP, () -> store.save(story.withLikes(likes.incrementAndGet()), below)),
                new Contender(PLAIN, () -> plain.saveBelow(story.withLikes(likes.incrementAndGet()), LIMIT)));
    }

    private static List<Contender> versionedSaves(ItemStore store, PlainChecks plain) {
        Draft[] last = {store.create(Stories.draft("ours", 1)), store.create(Stories.draft("theirs", 1))};
        return List.of(
                new Contender(DYNAWRAP, () -> last[0] = store.save(last[0])),
                new Contender(PLAIN, () -> last[1] = plain.replace(last[1])));
    }

    /** Both create one item, replace one by its version, save one with a condition, update one, and check that one is absent. */
    private static List<Contender> transactions(ItemStore store, PlainTransaction plain) {
        AtomicLong number = new AtomicLong();
        Condition below = field("likes").lessThan(LIMIT);
        Draft[] last = {store.create(Stories.draft("ours5", 1)), store.create(Stories.draft("theirs5", 1))};
        Story saved = store.save(Stories.story("saved5", 1));
        Story liked = store.save(Stories.story("liked5", 1));
        Draft absent = Stories.draft("absent5", 1);
        KeyValues likedKey = KeyValues.of("owner", liked.owner(), "storyId", liked.storyId());
        KeyValues absentKey = KeyValues.of("owner", absent.owner(), "draftId", absent.draftId());
        return List.of(
                new Contender(
                        DYNAWRAP,
                        () -> last[0] = store.transaction(
                                        tx -> tx.create(Stories.draft("new5", number.incrementAndGet()))
                                                .save(last[0])
                                                .save(saved, below)
                                                .update(Story.class, likedKey, u -> u.add("likes", 1))
                                                .check(Draft.class, absentKey, itemAbsent()))
                                .of(Draft.class)
                                .get(1)),
                new Contender(
                        PLAIN,
                        () -> last[1] = plain.run(
                                Stories.draft("new5", number.incrementAndGet()),
                                last[1],
                                saved,
                                liked,
                                absent,
                                LIMIT)));
    }

    private static List<Contender> updates(ItemStore store, PlainChecks plain) {
        Story ours = store.save(Stories.story("ours", 1));
        Story theirs = store.save(Stories.story("theirs", 1));
        KeyValues key = KeyValues.of("owner", ours.owner(), "storyId", ours.storyId());
        return List.of(
                new Contender(DYNAWRAP, () -> store.update(Story.class, key, u -> u.add("likes", 1))),
                new Contender(PLAIN, () -> plain.addLikes(theirs.owner(), theirs.storyId(), 1)));
    }
}
