package io.dynawrap.dynamodb;

import static io.dynawrap.dynamodb.StoredItems.PARTITION_KEY;
import static io.dynawrap.dynamodb.StoredItems.SORT_KEY;

import io.dynawrap.change.ChangeResult;
import io.dynawrap.change.ItemChangeReader;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.mapping.StoredChange;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * Reads the records of DynamoDB Streams, without a client. The stream's view type determines which images a record
 * carries; {@code NEW_AND_OLD_IMAGES} is sufficient for every kind of change.
 *
 * <p>An item counts as expired if the service itself removed it, as AWS documents under "DynamoDB Streams and Time to
 * Live". In the replicas of a global table such a removal cannot be distinguished from any other.
 *
 * @param <R> the type of a record
 */
public final class DynamoDbStreamReader<R> implements ItemChangeReader<R> {

    private static final Map<String, ChangeResult.Kind> KINDS = Map.of(
            "INSERT", ChangeResult.Kind.INSERTED,
            "MODIFY", ChangeResult.Kind.MODIFIED,
            "REMOVE", ChangeResult.Kind.REMOVED);

    private static final Set<String> KEY_NAMES = Set.of(PARTITION_KEY, SORT_KEY);

    private final ItemCodec codec;
    private final Function<? super R, ? extends ChangeRecord> adapter;

    DynamoDbStreamReader(ItemCodec codec, Function<? super R, ? extends ChangeRecord> adapter) {
        this.codec = codec;
        this.adapter = adapter;
    }

    /**
     * Creates a reader of the records that the SDK's client of DynamoDB Streams fetches. For the records that AWS
     * Lambda passes to a function see {@link LambdaStreamRecords}.
     *
     * @param codec the codec that reads the models
     * @return the reader
     */
    public static DynamoDbStreamReader<Record> of(ItemCodec codec) {
        return new DynamoDbStreamReader<>(codec, SdkChangeRecord::new);
    }

    @Override
    public <T> ChangeResult<T> read(R change, Class<T> model) {
        codec.type(model); // fails for a class that cannot be a model, whatever the record holds
        ChangeRecord source = adapter.apply(change);
        Map<String, AttributeValue> keys = source.keys();
        if (isForeign(keys)) {
            return new ChangeResult.OtherModel<>();
        }
        boolean complete = isText(keys.get(PARTITION_KEY)) && isText(keys.get(SORT_KEY));
        return codec.decode(
                model,
                new StoredChange(
                        kind(source.eventName()),
                        complete ? StoredItems.key(keys) : null,
                        () -> image(source.oldImage()),
                        () -> image(source.newImage()),
                        isRemovedByService(source)));
    }

    /**
     * {@inheritDoc}
     *
     * @return the sequence number, or an empty text if the record has no number; in a partial batch response AWS Lambda
     *     then redelivers the whole batch
     */
    @Override
    public String sequenceNumber(R change) {
        String number = adapter.apply(change).sequenceNumber();
        return number == null ? "" : number;
    }

    /** Reports whether the table has other key attributes or types, so that it is not in the stored form. */
    private static boolean isForeign(Map<String, AttributeValue> keys) {
        return !KEY_NAMES.containsAll(keys.keySet())
                || keys.values().stream().anyMatch(value -> value != null && (value.n() != null || value.b() != null));
    }

    private static boolean isText(@Nullable AttributeValue value) {
        return value != null && value.s() != null;
    }

    private static ChangeResult.@Nullable Kind kind(@Nullable String eventName) {
        return eventName == null ? null : KINDS.get(eventName);
    }

    private static StoredChange.@Nullable Image image(Map<String, AttributeValue> attributes) {
        return attributes.isEmpty()
                ? null
                : new StoredChange.Image(
                        StoredItems.schemaVersion(attributes), () -> new AttributeData(attributes).parser());
    }

    private static boolean isRemovedByService(ChangeRecord source) {
        return "Service".equals(source.identityType()) && "dynamodb.amazonaws.com".equals(source.principalId());
    }
}
