package io.dynawrap.benchmarks.micro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.dynawrap.benchmarks.dynamodb.HandMapping;
import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.ItemData;
import io.dynawrap.spi.ItemSink;
import java.io.IOException;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Turns a record into attributes and into JSON, and back, as the engine does with the sinks of the two backends, beside
 * a mapping by hand and plain Jackson. No database is reached.
 */
@State(Scope.Thread)
public class CodecBenchmark {

    private final ItemCodec codec = ItemCodec.create();
    private final ItemType<Story> type = codec.type(Story.class);
    private final Story story = Stories.story("johndoe", 1234);
    private final ItemKey key = type.key(story);
    private final DynamoDbClient client = HandMapping.clientWithoutNetwork();
    private final Backend dynamoDb = new DynamoDbBackend(client);
    private final Backend postgres = new PostgresBackend(new JdbcTemplate(new DriverManagerDataSource()));
    private final ObjectWriter writer = Stories.JSON.writerFor(Story.class);
    private final ObjectReader reader = Stories.JSON.readerFor(Story.class);
    private final ItemData attributes = write(dynamoDb);
    private final ItemData json = write(postgres);
    private final Map<String, AttributeValue> attributesByHand = HandMapping.attributes(story);
    private final byte[] jsonByHand = json(story);

    /** Items to work on. */
    public CodecBenchmark() {}

    /**
     * Ends the benchmark unless all ways give the same.
     *
     * @throws IOException never
     */
    @Setup
    public void check() throws IOException {
        Expected.same(story, readAttributes());
        Expected.same(story, readAttributesByHand());
        Expected.same(story, readJson());
        Expected.same(story, readJsonByHand());
        Expected.same(story, reader.readValue(json.parser()));
    }

    /** Closes the client. */
    @TearDown
    public void close() {
        client.close();
    }

    private ItemData write(Backend backend) {
        ItemSink sink = backend.newSink();
        codec.encode(type, story, key, sink.generator());
        return sink.finish();
    }

    private byte[] json(Story item) {
        try {
            return writer.writeValueAsBytes(item);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A record as attributes.
     *
     * @return the attributes
     */
    @Benchmark
    public ItemData writeAttributes() {
        return write(dynamoDb);
    }

    /**
     * The same by hand.
     *
     * @return the attributes
     */
    @Benchmark
    public Map<String, AttributeValue> writeAttributesByHand() {
        return HandMapping.attributes(story);
    }

    /**
     * A record from attributes.
     *
     * @return the record
     */
    @Benchmark
    public Story readAttributes() {
        return codec.decode(type, key, type.schemaVersion(), attributes.parser());
    }

    /**
     * The same by hand.
     *
     * @return the record
     */
    @Benchmark
    public Story readAttributesByHand() {
        return HandMapping.story(attributesByHand);
    }

    /**
     * A record as JSON.
     *
     * @return UTF-8
     */
    @Benchmark
    public ItemData writeJson() {
        return write(postgres);
    }

    /**
     * The same with Jackson alone.
     *
     * @return UTF-8
     */
    @Benchmark
    public byte[] writeJsonByHand() {
        return json(story);
    }

    /**
     * A record from JSON.
     *
     * @return the record
     */
    @Benchmark
    public Story readJson() {
        return codec.decode(type, key, type.schemaVersion(), json.parser());
    }

    /**
     * The same with Jackson alone.
     *
     * @return the record
     * @throws IOException never
     */
    @Benchmark
    public Story readJsonByHand() throws IOException {
        return reader.readValue(jsonByHand);
    }
}
