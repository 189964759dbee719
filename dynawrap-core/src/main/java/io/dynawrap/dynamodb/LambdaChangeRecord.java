package io.dynawrap.dynamodb;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A record as AWS Lambda hands it to a function. An image is converted when it is asked for, so not for a model that
 * the record is not of.
 *
 * @param source the record
 */
record LambdaChangeRecord(DynamodbStreamRecord source) implements ChangeRecord {

    private static final StreamRecord NOTHING = new StreamRecord();

    @Override
    public @Nullable String eventName() {
        return source.getEventName();
    }

    @Override
    public @Nullable String sequenceNumber() {
        return change().getSequenceNumber();
    }

    @Override
    public Map<String, AttributeValue> keys() {
        return attributes(change().getKeys());
    }

    @Override
    public Map<String, AttributeValue> oldImage() {
        return attributes(change().getOldImage());
    }

    @Override
    public Map<String, AttributeValue> newImage() {
        return attributes(change().getNewImage());
    }

    @Override
    public @Nullable String identityType() {
        return source.getUserIdentity() == null
                ? null
                : source.getUserIdentity().getType();
    }

    @Override
    public @Nullable String principalId() {
        return source.getUserIdentity() == null
                ? null
                : source.getUserIdentity().getPrincipalId();
    }

    private StreamRecord change() {
        return source.getDynamodb() == null ? NOTHING : source.getDynamodb();
    }

    private static Map<String, AttributeValue> attributes(
            @Nullable Map<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue> source) {
        if (source == null) {
            return Map.of();
        }
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        source.forEach((name, value) -> attributes.put(name, attribute(value)));
        return attributes;
    }

    private static AttributeValue attribute(
            com.amazonaws.services.lambda.runtime.events.models.dynamodb.@Nullable AttributeValue source) {
        AttributeValue.Builder target = AttributeValue.builder();
        if (source == null) {
            return target.build();
        }
        if (source.getS() != null) {
            target.s(source.getS());
        } else if (source.getN() != null) {
            target.n(source.getN());
        } else if (source.getBOOL() != null) {
            target.bool(source.getBOOL());
        } else if (source.getNULL() != null) {
            target.nul(source.getNULL());
        } else if (source.getB() != null) {
            target.b(bytes(source.getB()));
        } else if (source.getM() != null) {
            target.m(attributes(source.getM()));
        } else if (source.getL() != null) {
            target.l(source.getL().stream().map(LambdaChangeRecord::attribute).toList());
        } else {
            set(source, target);
        }
        return target.build();
    }

    private static void set(
            com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue source,
            AttributeValue.Builder target) {
        if (source.getSS() != null) {
            target.ss(source.getSS());
        } else if (source.getNS() != null) {
            target.ns(source.getNS());
        } else if (source.getBS() != null) {
            List<SdkBytes> bytes =
                    source.getBS().stream().map(LambdaChangeRecord::bytes).toList();
            target.bs(bytes);
        }
    }

    /** Reads a duplicate, as the position of Lambda's buffer is its owner's. */
    private static SdkBytes bytes(ByteBuffer buffer) {
        return SdkBytes.fromByteBuffer(buffer.duplicate());
    }
}
