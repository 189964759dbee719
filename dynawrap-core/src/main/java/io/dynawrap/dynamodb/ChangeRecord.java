package io.dynawrap.dynamodb;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The required parts of a record of a DynamoDB stream, whatever library it comes from. Any part can be missing. */
interface ChangeRecord {

    @Nullable String eventName();

    @Nullable String sequenceNumber();

    /** Returns the key attributes; empty if the record does not carry them. */
    Map<String, AttributeValue> keys();

    /** Returns the item before the change; empty if the record does not carry it. */
    Map<String, AttributeValue> oldImage();

    /** Returns the item after the change; empty if the record does not carry it. */
    Map<String, AttributeValue> newImage();

    /** Returns the type of the identity that caused the change, which only the service itself has. */
    @Nullable String identityType();

    @Nullable String principalId();
}
