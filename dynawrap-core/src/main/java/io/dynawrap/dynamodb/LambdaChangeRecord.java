package io.dynawrap.dynamodb;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A record as AWS Lambda passes it to a function. An image is converted on request, so not for a model to which the
 * record does not belong.
 *
 * @param source the record
 */
record LambdaChangeRecord(DynamodbStreamRecord source) implements ChangeRecord {

    private static final StreamRecord NOTHING = new StreamRecord();

    /** DynamoDB developer guide, "Constraints": nested attributes are up to 32 levels deep. */
    private static final int MAX_DEPTH = 32;

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
        return source == null ? Map.of() : attributes(source, 0);
    }

    private static Map<String, AttributeValue> attributes(
            Map<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue> source,
            int depth) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        source.forEach((name, value) -> attributes.put(name, attribute(value, depth)));
        return attributes;
    }

    /**
     * Converts an attribute. If the source has no value that DynamoDB can have sent, the result has no value; reading
     * it is an error.
     */
    private static AttributeValue attribute(
            com.amazonaws.services.lambda.runtime.events.models.dynamodb.@Nullable AttributeValue source, int depth) {
        AttributeValue.Builder target = AttributeValue.builder();
        if (source == null || depth > MAX_DEPTH) {
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
            target.m(attributes(source.getM(), depth + 1));
        } else if (source.getL() != null) {
            target.l(source.getL().stream()
                    .map(element -> attribute(element, depth + 1))
                    .toList());
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
            List<@Nullable SdkBytes> bytes = new ArrayList<>();
            source.getBS().forEach(buffer -> bytes.add(bytes(buffer)));
            target.bs(bytes);
        }
    }

    /** Reads a duplicate, because the position of Lambda's buffer must not change. */
    private static @Nullable SdkBytes bytes(@Nullable ByteBuffer buffer) {
        return buffer == null ? null : SdkBytes.fromByteBuffer(buffer.duplicate());
    }
}
