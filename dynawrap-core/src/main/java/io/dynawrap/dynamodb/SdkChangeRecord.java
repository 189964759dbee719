package io.dynawrap.dynamodb;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/**
 * A record as the SDK's client of DynamoDB Streams reads it.
 *
 * @param source the record
 */
record SdkChangeRecord(Record source) implements ChangeRecord {

    private static final StreamRecord NOTHING = StreamRecord.builder().build();

    @Override
    public @Nullable String eventName() {
        return source.eventNameAsString();
    }

    @Override
    public @Nullable String sequenceNumber() {
        return change().sequenceNumber();
    }

    @Override
    public Map<String, AttributeValue> keys() {
        return change().keys();
    }

    @Override
    public Map<String, AttributeValue> oldImage() {
        return change().oldImage();
    }

    @Override
    public Map<String, AttributeValue> newImage() {
        return change().newImage();
    }

    @Override
    public @Nullable String identityType() {
        return source.userIdentity() == null ? null : source.userIdentity().type();
    }

    @Override
    public @Nullable String principalId() {
        return source.userIdentity() == null ? null : source.userIdentity().principalId();
    }

    private StreamRecord change() {
        return source.dynamodb() == null ? NOTHING : source.dynamodb();
    }
}
