package io.dynawrap.benchmarks.dynamodb;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.itemAbsent;

import io.dynawrap.Condition;
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
import io.dynawrap.benchmarks.model.Draft;
import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.engine.DefaultItemStore;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What writes that check cost on the client's side, over a network that answers at once. */
public final class CheckedRequestPart implements Part {

    private static final String TABLE = "stories";
    private static final String DYNAWRAP = "Dynawrap";
    private static final String LOW_LEVEL = "low-level client";
    private static final String ENHANCED = "Enhanced Client, bean";
    private static final long LIMIT = 1L << 40;
    private static final Bar BAR = Bar.atMost(1.05);

    /** A part. */
    public CheckedRequestPart() {}

    @Override
    public PartResult run(Scale scale) throws Exception {
        Story story = Stories.story("johndoe", 1);
        Draft draft = Stories.draft("johndoe", 1).withVersion(7);
        Condition below = field("likes").lessThan(LIMIT);
        StubHttpClient network = new StubHttpClient(Answers.of(List.of(story)), 0);
        List<Row> rows = new ArrayList<>();
        try (DynamoDbClient client = network.client()) {
            ItemStore store = new DefaultItemStore(new DynamoDbBackend(client));
            LowLevelChecks lowLevel = new LowLevelChecks(client, TABLE);
            EnhancedChecks enhanced = new EnhancedChecks(client, TABLE);
            rows.addAll(rows(
                    network,
                    scale,
                    "create",
                    List.of(
                            new Contender(DYNAWRAP, () -> store.create(story)),
                            new Contender(LOW_LEVEL, () -> lowLevel.create(story)),
                            new Contender(ENHANCED, () -> enhanced.create(story)))));
            rows.addAll(rows(
                    network,
                    scale,
                    "put with a condition",
                    List.of(
                            new Contender(DYNAWRAP, () -> store.save(story, below)),
                            new Contender(LOW_LEVEL, () -> lowLevel.saveBelow(story, LIMIT)),
                            new Contender(ENHANCED, () -> enhanced.saveBelow(story, LIMIT)))));
            rows.addAll(rows(
                    network,
                    scale,
                    "put with a version",
                    List.of(
                            new Contender(DYNAWRAP, () -> store.save(draft)),
                            new Contender(LOW_LEVEL, () -> lowLevel.replace(draft)),
                            new Contender(ENHANCED, () -> enhanced.replace(draft)))));
            KeyValues key = KeyValues.of("owner", story.owner(), "storyId", story.storyId());
            rows.addAll(rows(
                    network,
                    scale,
                    "update: add to a number",
                    List.of(
                            new Contender(DYNAWRAP, () -> store.update(Story.class, key, u -> u.add("likes", 1))),
                            new Contender(LOW_LEVEL, () -> lowLevel.addLikes(story, 1)))));
            Story other = Stories.story("janedoe", 2);
            KeyValues otherKey = KeyValues.of("owner", other.owner(), "storyId", other.storyId());
            KeyValues third = KeyValues.of("owner", "third", "storyId", "3");
            Story fourth = Stories.story("fourth", 4);
            rows.addAll(rows(
                    network,
                    scale,
                    "transaction of five",
                    List.of(
                            new Contender(
                                    DYNAWRAP,
                                    () -> store.transaction(tx -> tx.create(story)
                                                    .save(fourth, below)
                                                    .update(Story.class, otherKey, u -> u.add("likes", 1))
                                                    .check(Story.class, third, itemAbsent())
                                                    .delete(draft))
                                            .of(Story.class)
                                            .get(0)),
                            new Contender(LOW_LEVEL, () -> lowLevel.transact(story, fourth, LIMIT, other, draft)))));
        }
        return new PartResult("DynamoDB: writes that check, the network answered in process", rows);
    }

    private static List<Row> rows(StubHttpClient network, Scale scale, String work, List<Contender> contenders)
            throws Exception {
        Object expected = null;
        for (Contender contender : contenders) {
            int before = network.requests();
            Object stored = contender.work().run();
            expected = expected == null ? stored : expected;
            Checks.same(work, contender.name(), expected, stored);
            Checks.same("requests", contender.name(), before + 1, network.requests());
        }
        network.recording(false);
        RaceResult result = scale.race(25, 200).run(contenders);
        List<Row> rows = new ArrayList<>();
        for (Measure measure : List.of(Measure.CPU, Measure.BYTES)) {
            rows.add(result.row(work, measure, DYNAWRAP, LOW_LEVEL, Ratio.COST, BAR));
            if (contenders.stream().anyMatch(contender -> contender.name().equals(ENHANCED))) {
                rows.add(result.row(work, measure, DYNAWRAP, ENHANCED, Ratio.COST, null));
            }
        }
        return rows;
    }
}
