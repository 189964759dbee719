package io.dynawrap.dynamodb;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is needed of a record of a DynamoDB stream, whatever library it came in. Anything may be missing. */
interface ChangeRecord {

    @Nullable String eventName();

    @Nullable String sequenceNumber();

    /** The key attributes; empty when there are none. */
    Map<String, AttributeValue> keys();

    /** The item before the change; empty when the record does not carry it. */
    Map<String, AttributeValue> oldImage();

    /** The item after the change; empty when the record does not carry it. */
    Map<String, AttributeValue> newImage();

    /** The type of whoever made the change, which only the service itself has. */
    @Nullable String identityType();

    @Nullable String principalId();
}
