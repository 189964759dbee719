/**
 * Offers DynamoDB as a backend, with its settings, its client and its failure analysis. Applications may define beans of
 * {@link io.dynawrap.autoconfigure.dynamodb.DynamoDbConnectionDetails} and
 * {@link io.dynawrap.autoconfigure.dynamodb.DynamoDbClientBuilderCustomizer}. Only this package of the auto-configuration uses
 * the AWS SDK.
 */
@NullMarked
package io.dynawrap.autoconfigure.dynamodb;

import org.jspecify.annotations.NullMarked;
