/**
 * Items in Amazon DynamoDB through the AWS SDK for Java 2, and the records of its streams. Only this package uses the
 * SDK.
 *
 * <p>{@link io.dynawrap.dynamodb.DynamoDbBackend} stores an item's fields as top-level attributes beside its key: give it
 * to a {@link io.dynawrap.engine.DefaultItemStore}, or let the starter do so.
 * {@link io.dynawrap.dynamodb.DynamoDbStreamReader} reads change records of the SDK, and
 * {@link io.dynawrap.dynamodb.LambdaStreamRecords} those that AWS Lambda hands to a function; neither needs a client.
 */
@NullMarked
package io.dynawrap.dynamodb;

import org.jspecify.annotations.NullMarked;
