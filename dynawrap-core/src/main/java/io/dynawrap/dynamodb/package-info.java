/**
 * Stores items in Amazon DynamoDB through the AWS SDK for Java 2, and reads the records of its streams. Only this
 * package uses the SDK.
 *
 * <p>{@link io.dynawrap.dynamodb.DynamoDbBackend} stores an item's fields as top-level attributes beside its key. Pass
 * it to a {@link io.dynawrap.engine.DefaultItemStore}; the starter does so in a Spring Boot application. {@link
 * io.dynawrap.dynamodb.DynamoDbStreamReader} reads change records of the SDK, and {@link
 * io.dynawrap.dynamodb.LambdaStreamRecords} those that AWS Lambda passes to a function; both work without a client.
 */
@NullMarked
package io.dynawrap.dynamodb;

import org.jspecify.annotations.NullMarked;
