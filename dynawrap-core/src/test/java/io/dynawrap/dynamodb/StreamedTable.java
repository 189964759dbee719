package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.TestServers;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.spi.TableSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** A table of DynamoDB Local with a stream. */
final class StreamedTable {

    private final String name = LocalDynamoDb.newTableName();
    private final String streamArn;

    StreamedTable(StreamViewType view) {
        new DynamoDbBackend(LocalDynamoDb.client()).createTable(new TableSpec(name));
        streamArn = LocalDynamoDb.client()
                .updateTable(request -> request.tableName(name)
                        .streamSpecification(StreamSpecification.builder()
                                .streamEnabled(true)
                                .streamViewType(view)
                                .build()))
                .tableDescription()
                .latestStreamArn();
    }

    String name() {
        return name;
    }

    ItemStore store() {
        return new DefaultItemStore(new DynamoDbBackend(LocalDynamoDb.client())).table(name);
    }

    /** The first records of the stream, asked for until it has delivered so many. */
    List<Record> records(int count) {
        String shard = LocalDynamoDb.streams()
                .describeStream(request -> request.streamArn(streamArn))
                .streamDescription()
                .shards()
                .get(0)
                .shardId();
        String iterator = LocalDynamoDb.streams()
                .getShardIterator(request ->
                        request.streamArn(streamArn).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        List<Record> records = new ArrayList<>();
        Instant end = Instant.now().plus(TestServers.PATIENCE);
        while (records.size() < count && iterator != null && Instant.now().isBefore(end)) {
            String position = iterator;
            var response = LocalDynamoDb.streams().getRecords(request -> request.shardIterator(position));
            records.addAll(response.records());
            iterator = response.nextShardIterator();
        }
        assertThat(records).as("records of the stream").hasSize(count);
        return records;
    }
}
