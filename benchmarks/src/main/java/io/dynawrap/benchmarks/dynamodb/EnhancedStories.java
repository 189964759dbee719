package io.dynawrap.benchmarks.dynamodb;

import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The Enhanced Client, without extensions.
 *
 * @param <T> the class that it maps, which is what an application would work with
 */
final class EnhancedStories<T> {

    private final DynamoDbEnhancedClient client;
    private final DynamoDbTable<T> table;
    private final Class<T> type;
    private final Function<Story, T> toItem;

    private EnhancedStories(DynamoDbEnhancedClient client, DynamoDbTable<T> table, Function<Story, T> toItem) {
        this.client = client;
        this.table = table;
        this.type = table.tableSchema().itemType().rawClass();
        this.toItem = toItem;
    }

    static EnhancedStories<StoryBean> beans(DynamoDbClient client, String table) {
        DynamoDbEnhancedClient enhanced = enhanced(client);
        return new EnhancedStories<>(
                enhanced, enhanced.table(table, TableSchema.fromBean(StoryBean.class)), StoryBean::of);
    }

    static EnhancedStories<ImmutableStory> immutables(DynamoDbClient client, String table) {
        DynamoDbEnhancedClient enhanced = enhanced(client);
        return new EnhancedStories<>(
                enhanced,
                enhanced.table(table, TableSchema.fromImmutableClass(ImmutableStory.class)),
                ImmutableStory::of);
    }

    private static DynamoDbEnhancedClient enhanced(DynamoDbClient client) {
        return DynamoDbEnhancedClient.builder()
                .dynamoDbClient(client)
                .extensions(List.of())
                .build();
    }

    Story put(Story story) {
        table.putItem(toItem.apply(story));
        return story;
    }

    @Nullable T get(String owner, String storyId) {
        Key key = Key.builder()
                .partitionValue(Stories.partitionKey(owner))
                .sortValue(Stories.sortKey(storyId))
                .build();
        return table.getItem(request -> request.key(key).consistentRead(true));
    }

    List<T> query(String owner) {
        Key prefix = Key.builder()
                .partitionValue(Stories.partitionKey(owner))
                .sortValue("STORY#")
                .build();
        List<T> items = new ArrayList<>();
        table.query(request -> request.queryConditional(QueryConditional.sortBeginsWith(prefix))
                        .consistentRead(true))
                .items()
                .forEach(items::add);
        return items;
    }

    /** One request, as long as the stories are no more than a request takes. */
    int batchWrite(List<Story> stories) {
        WriteBatch.Builder<T> batch = WriteBatch.builder(type).mappedTableResource(table);
        stories.forEach(story -> batch.addPutItem(toItem.apply(story)));
        client.batchWriteItem(request -> request.writeBatches(batch.build()));
        return stories.size();
    }
}
