package io.dynawrap.benchmarks.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.engine.DefaultItemStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the client's side costs, over a network that answers at once with what is fixed. */
public final class ClientPart implements Part {

    private static final String TABLE = "stories";
    private static final String DYNAWRAP = "Dynawrap";
    private static final String LOW_LEVEL = "low-level client";
    private static final String NO_MAPPING = "low-level client alone, nothing mapped";
    private static final String BEAN = "Enhanced Client, bean";
    private static final String IMMUTABLE = "Enhanced Client, immutable";
    private static final int PAGE = 100;
    private static final int BATCH = 25;

    /** A part. */
    public ClientPart() {}

    @Override
    public PartResult run(Scale scale) throws Exception {
        List<Story> stories = Stories.stories("johndoe", PAGE);
        StubHttpClient network = new StubHttpClient(Answers.of(stories), 0);
        List<Row> rows = new ArrayList<>();
        try (DynamoDbClient client = network.client()) {
            ItemStore store = new DefaultItemStore(new DynamoDbBackend(client));
            LowLevelStories lowLevel = new LowLevelStories(client, TABLE);
            EnhancedStories<StoryBean> beans = EnhancedStories.beans(client, TABLE);
            EnhancedStories<ImmutableStory> immutables = EnhancedStories.immutables(client, TABLE);
            Story story = stories.get(0);
            Map<String, AttributeValue> attributes = LowLevelStories.attributes(story);
            KeyValues owner = KeyValues.of("owner", story.owner());
            KeyValues key = owner.and("storyId", story.storyId());

            List<Contender> puts = List.of(
                    new Contender(DYNAWRAP, () -> store.save(story)),
                    new Contender(LOW_LEVEL, () -> lowLevel.put(story)),
                    new Contender(NO_MAPPING, () -> lowLevel.putAttributes(attributes)),
                    new Contender(BEAN, () -> beans.put(story)),
                    new Contender(IMMUTABLE, () -> immutables.put(story)));
            checkRequests(network, puts);
            rows.addAll(rows("put", scale.race(25, 200).run(puts), Bar.atMost(1.03), null));

            List<Contender> gets = List.of(
                    new Contender(DYNAWRAP, () -> store.get(Story.class, key).orElseThrow()),
                    new Contender(LOW_LEVEL, () -> lowLevel.get(story.owner(), story.storyId())),
                    new Contender(NO_MAPPING, () -> lowLevel.getAttributes(story.owner(), story.storyId())),
                    new Contender(BEAN, () -> beans.get(story.owner(), story.storyId())),
                    new Contender(IMMUTABLE, () -> immutables.get(story.owner(), story.storyId())));
            checkRequests(network, gets);
            for (Contender contender : gets) {
                Checks.same(
                        "get", contender.name(), story, asStory(contender.work().run()));
            }
            rows.addAll(rows("get", scale.race(25, 200).run(gets), Bar.atMost(1.03), null));

            List<Contender> queries = List.of(
                    new Contender(
                            DYNAWRAP, () -> store.query(Story.class, owner).list()),
                    new Contender(LOW_LEVEL, () -> lowLevel.query(story.owner())),
                    new Contender(NO_MAPPING, () -> lowLevel.queryAttributes(story.owner())),
                    new Contender(BEAN, () -> beans.query(story.owner())),
                    new Contender(IMMUTABLE, () -> immutables.query(story.owner())));
            for (Contender contender : queries) {
                List<?> found =
                        (List<?>) Objects.requireNonNull(contender.work().run());
                Checks.same(
                        "query",
                        contender.name(),
                        stories,
                        found.stream().map(ClientPart::asStory).toList());
            }
            rows.addAll(rows("query of 100", scale.race(30, 10).run(queries), Bar.atMost(1.05), Bar.atMost(0.85)));

            List<Story> batch = stories.subList(0, BATCH);
            List<Map<String, AttributeValue>> mapped =
                    batch.stream().map(LowLevelStories::attributes).toList();
            List<Contender> batches = List.of(
                    new Contender(DYNAWRAP, () -> store.batchWrite(batch)),
                    new Contender(LOW_LEVEL, () -> lowLevel.batchWrite(batch)),
                    new Contender(NO_MAPPING, () -> lowLevel.batchWriteAttributes(mapped)),
                    new Contender(BEAN, () -> beans.batchWrite(batch)),
                    new Contender(IMMUTABLE, () -> immutables.batchWrite(batch)));
            checkRequests(network, batches);
            rows.addAll(rows("batch of 25", scale.race(25, 20).run(batches), null, null));
            rows.addAll(byKeys(network, scale, store, lowLevel, stories));
        }
        return new PartResult("DynamoDB: the client's side, the network answered in process", rows);
    }

    private static List<Row> byKeys(
            StubHttpClient network, Scale scale, ItemStore store, LowLevelStories lowLevel, List<Story> stories)
            throws Exception {
        List<KeyValues> keys = stories.stream()
                .map(story -> KeyValues.of("owner", story.owner(), "storyId", story.storyId()))
                .toList();
        List<Contender> reads = List.of(
                new Contender(DYNAWRAP, () -> store.getAll(Story.class, keys)),
                new Contender(LOW_LEVEL, () -> lowLevel.getAll(stories)));
        checkRequests(network, reads);
        for (Contender contender : reads) {
            Checks.same("getAll", contender.name(), stories, contender.work().run());
        }
        List<Row> rows =
                new ArrayList<>(costs("getAll of 100", scale.race(25, 10).run(reads), Bar.atMost(1.05)));
        List<Story> batch = stories.subList(0, BATCH);
        List<Contender> deletes = List.of(
                new Contender(DYNAWRAP, () -> store.batch(operations -> batch.forEach(operations::delete))),
                new Contender(LOW_LEVEL, () -> lowLevel.delete(batch)));
        checkRequests(network, deletes);
        rows.addAll(costs("batch delete of 25", scale.race(25, 20).run(deletes), Bar.atMost(1.05)));
        return rows;
    }

    private static List<Row> costs(String work, RaceResult result, Bar bar) {
        return List.of(
                result.row(work, Measure.CPU, DYNAWRAP, LOW_LEVEL, Ratio.COST, bar),
                result.row(work, Measure.BYTES, DYNAWRAP, LOW_LEVEL, Ratio.COST, bar));
    }

    /** All contenders send the same document, in whatever order of its names. */
    private static void checkRequests(StubHttpClient network, List<Contender> contenders) throws Exception {
        network.recording(true);
        JsonNode expected = null;
        for (Contender contender : contenders) {
            int before = network.requests();
            contender.work().run();
            Checks.same("requests", contender.name(), before + 1, network.requests());
            JsonNode sent = document(network.lastRequest());
            expected = expected == null ? sent : expected;
            Checks.same("request", contender.name(), expected, sent);
        }
        network.recording(false);
    }

    private static @Nullable Object asStory(@Nullable Object item) {
        if (item instanceof StoryBean bean) {
            return bean.toStory();
        }
        if (item instanceof Map<?, ?> attributes) {
            return LowLevelStories.story(asAttributes(attributes));
        }
        return item instanceof ImmutableStory immutable ? immutable.toStory() : item;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, AttributeValue> asAttributes(Map<?, ?> map) {
        return (Map<String, AttributeValue>) map;
    }

    private static JsonNode document(String text) throws JsonProcessingException {
        return Stories.JSON.readTree(text);
    }

    private static List<Row> rows(
            String work, RaceResult result, @Nullable Bar ofLowLevel, @Nullable Bar ofEnhancedClient) {
        Map<String, @Nullable Bar> bars = new LinkedHashMap<>();
        bars.put(LOW_LEVEL, ofLowLevel);
        bars.put(NO_MAPPING, null);
        bars.put(BEAN, ofEnhancedClient);
        bars.put(IMMUTABLE, ofEnhancedClient);
        List<Row> rows = new ArrayList<>();
        for (Measure measure : List.of(Measure.CPU, Measure.BYTES)) {
            bars.forEach((name, bar) -> rows.add(result.row(work, measure, DYNAWRAP, name, Ratio.COST, bar)));
        }
        return rows;
    }
}
