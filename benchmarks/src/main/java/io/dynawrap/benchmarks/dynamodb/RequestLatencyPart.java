package io.dynawrap.benchmarks.dynamodb;

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
import io.dynawrap.embedded.DynamoDbLocalServer;
import io.dynawrap.engine.DefaultItemStore;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A batch of many requests, over a network that takes its time and on DynamoDB Local. */
public final class RequestLatencyPart implements Part {

    private static final String TABLE = "stories";
    private static final String DYNAWRAP = "Dynawrap";
    private static final String LOOP = "sequential loop of BatchWriteItem";
    private static final int ITEMS = 5000;
    private static final int REQUESTS = ITEMS / 25;
    private static final long DELAY_MILLIS = 5;

    /** A part. */
    public RequestLatencyPart() {}

    @Override
    public PartResult run(Scale scale) throws Exception {
        List<Story> stories = Stories.stories("johndoe", ITEMS);
        return new PartResult(
                "DynamoDB: batches of many requests", List.of(onSlowNetwork(scale, stories), onLocal(scale, stories)));
    }

    private static Row onSlowNetwork(Scale scale, List<Story> stories) throws Exception {
        StubHttpClient network = new StubHttpClient(Answers.of(stories.subList(0, 1)), DELAY_MILLIS);
        try (DynamoDbClient client = network.client()) {
            List<Contender> contenders = contenders(client, stories);
            for (Contender contender : contenders) {
                int before = network.requests();
                Checks.same("batch", contender.name(), ITEMS, contender.work().run());
                Checks.same("requests", contender.name(), before + REQUESTS, network.requests());
            }
            RaceResult result = scale.race(25, 1).run(contenders);
            return result.row(
                    "batchWrite of 5,000, each request answered after 5 ms",
                    Measure.TIME,
                    DYNAWRAP,
                    LOOP,
                    Ratio.SPEED,
                    Bar.atLeast(4));
        }
    }

    private static Row onLocal(Scale scale, List<Story> stories) throws Exception {
        try (DynamoDbLocalServer server = DynamoDbLocalServer.start();
                DynamoDbClient client = client(server)) {
            ItemStore store = new DefaultItemStore(new DynamoDbBackend(client));
            store.createTable(TABLE);
            List<Contender> contenders = contenders(client, stories);
            for (Contender contender : contenders) {
                Checks.same("batch", contender.name(), ITEMS, contender.work().run());
                List<Story> stored = store.query(Story.class, KeyValues.of("owner", "johndoe"))
                        .list();
                Checks.same("the stored items", contender.name(), stories, stored);
                store.delete(stories.get(0));
            }
            RaceResult result = scale.race(40, 1).run(contenders);
            return result.row("batchWrite of 5,000, DynamoDB Local", Measure.TIME, DYNAWRAP, LOOP, Ratio.SPEED, null);
        }
    }

    private static List<Contender> contenders(DynamoDbClient client, List<Story> stories) {
        ItemStore store = new DefaultItemStore(new DynamoDbBackend(client));
        LowLevelStories lowLevel = new LowLevelStories(client, TABLE);
        return List.of(
                new Contender(DYNAWRAP, () -> store.batchWrite(stories)),
                new Contender(LOOP, () -> lowLevel.batchWrite(stories)));
    }

    private static DynamoDbClient client(DynamoDbLocalServer server) {
        return DynamoDbClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.of(server.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey())))
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }
}
