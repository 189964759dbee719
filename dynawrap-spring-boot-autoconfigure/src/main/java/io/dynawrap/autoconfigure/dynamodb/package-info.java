/**
 * Offers DynamoDB as a backend, with its settings, its client and its failure analysis. Applications use
 * {@link io.dynawrap.autoconfigure.dynamodb.DynamoDbConnectionDetails}, which is optional. Only this package of the
 * auto-configuration uses the AWS SDK.
 */
@NullMarked
package io.dynawrap.autoconfigure.dynamodb;

import org.jspecify.annotations.NullMarked;
