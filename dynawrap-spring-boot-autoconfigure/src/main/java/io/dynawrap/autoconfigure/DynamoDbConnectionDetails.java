package io.dynawrap.autoconfigure;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where DynamoDB is and how to get in. A bean of this type takes the place of the properties
 * {@code dynawrap.dynamodb.region} and {@code dynawrap.dynamodb.endpoint}; it has no effect when the application has a
 * {@code DynamoDbClient} of its own.
 */
public interface DynamoDbConnectionDetails extends ConnectionDetails {

    /**
     * The address of the service.
     *
     * @return the address, or {@code null} for that of the region
     */
    @Nullable URI endpoint();

    /**
     * The AWS region.
     *
     * @return the region, or {@code null} to let the AWS SDK look for it
     */
    @Nullable String region();

    /**
     * The access key. It is used only together with a secret access key.
     *
     * @return the access key, or {@code null} to let the AWS SDK look for credentials
     */
    default @Nullable String accessKeyId() {
        return null;
    }

    /**
     * The secret access key.
     *
     * @return the secret access key, or {@code null} to let the AWS SDK look for credentials
     */
    default @Nullable String secretAccessKey() {
        return null;
    }
}
