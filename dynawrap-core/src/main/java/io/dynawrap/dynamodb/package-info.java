/**
 * Items in Amazon DynamoDB through the AWS SDK for Java 2, and the records of its streams. Only this package uses the
 * SDK.
 */
@NullMarked
package io.dynawrap.dynamodb;

import org.jspecify.annotations.NullMarked;
