package io.dynawrap.benchmarks.dynamodb;

import static io.dynawrap.Condition.field;

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
import io.dynawrap.benchmarks.measure.Work;
import io.dynawrap.benchmarks.model.Draft;
import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import io.dynawrap.benchmarks.model.Writing;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.engine.DefaultItemStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What questions to a partition cost on the client's side, over a network that answers at once. */
public final class QuestionRequestPart implements Part {

    private static final String DYNAWRAP = "Dynawrap";
    private static final String LOW_LEVEL = "low-level client";
    private static final Bar BAR = Bar.atMost(1.05);
    private static final String OWNER = "johndoe";
    private static final KeyValues PARTITION = KeyValues.of("owner", OWNER);

    /** A part. */
    public QuestionRequestPart() {}

    @Override
    public PartResult run(Scale scale) throws Exception {
        List<Story> stories = Stories.stories(OWNER, 1000);
        List<Story> range = stories.subList(400, 500);
        List<Story> published =
                stories.subList(0, 200).stream().filter(Story::published).toList();
        List<Draft> drafts =
                IntStream.range(0, 50).mapToObj(n -> Stories.draft(OWNER, n)).toList();
        List<Writing> written = new ArrayList<>(drafts);
        written.addAll(stories.subList(0, 50));
        List<Row> rows = new ArrayList<>();
        rows.addAll(rows(
                scale,
                "100 items between two bounds",
                Answers.ofQuery(attributes(range), range.size()),
                range,
                (store, byHand) -> List.of(
                        () -> store.query(Story.class, PARTITION)
                                .from("00000400")
                                .before("00000500")
                                .list(),
                        () -> byHand.range(OWNER, "00000400", "00000499"))));
        rows.addAll(rows(
                scale,
                "100 of 200 items by a filter",
                Answers.ofQuery(attributes(published), 200),
                published,
                (store, byHand) -> List.of(
                        () -> store.query(Story.class, PARTITION)
                                .filter(field("published").is(true))
                                .list(),
                        () -> byHand.published(OWNER))));
        rows.addAll(rows(
                scale,
                "count 1,000 items",
                Answers.ofQuery(keys(stories), stories.size()),
                (long) stories.size(),
                (store, byHand) ->
                        List.of(() -> store.query(Story.class, PARTITION).count(), () -> byHand.count(OWNER))));
        rows.addAll(rows(
                scale,
                "100 items of two models",
                Answers.ofQuery(attributes(written), written.size()),
                written,
                (store, byHand) ->
                        List.of(() -> store.query(Writing.class, PARTITION).list(), () -> byHand.all(OWNER))));
        return new PartResult("DynamoDB: questions to a partition, the network answered in process", rows);
    }

    private static List<Map<String, AttributeValue>> attributes(List<? extends Writing> items) {
        return items.stream()
                .map(item -> item instanceof Story story
                        ? LowLevelStories.attributes(story)
                        : LowLevelChecks.attributes((Draft) item))
                .toList();
    }

    private static List<Map<String, AttributeValue>> keys(List<Story> stories) {
        return stories.stream()
                .map(story -> Map.of("SK", AttributeValue.fromS(Stories.sortKey(story.storyId()))))
                .toList();
    }

    private static List<Row> rows(
            Scale scale,
            String question,
            Map<String, byte[]> answers,
            Object expected,
            BiFunction<ItemStore, LowLevelQuestions, List<Work>> works)
            throws Exception {
        StubHttpClient network = new StubHttpClient(answers, 0);
        try (DynamoDbClient client = network.client()) {
            ItemStore store = new DefaultItemStore(new DynamoDbBackend(client));
            List<Work> both = works.apply(store, new LowLevelQuestions(client, "stories"));
            List<Contender> contenders =
                    List.of(new Contender(DYNAWRAP, both.get(0)), new Contender(LOW_LEVEL, both.get(1)));
            for (Contender contender : contenders) {
                int before = network.requests();
                Checks.same(
                        question, contender.name(), expected, contender.work().run());
                Checks.same("requests", contender.name(), before + 1, network.requests());
            }
            network.recording(false);
            RaceResult result = scale.race(25, 10).run(contenders);
            return List.of(
                    result.row(question, Measure.CPU, DYNAWRAP, LOW_LEVEL, Ratio.COST, BAR),
                    result.row(question, Measure.BYTES, DYNAWRAP, LOW_LEVEL, Ratio.COST, BAR));
        }
    }
}
