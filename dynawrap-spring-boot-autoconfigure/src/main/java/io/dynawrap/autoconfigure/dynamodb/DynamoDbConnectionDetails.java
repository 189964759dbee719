package io.dynawrap.autoconfigure.dynamodb;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * The location of DynamoDB, and the credentials for it. A bean of this type replaces the properties
 * {@code dynawrap.dynamodb.region} and {@code dynawrap.dynamodb.endpoint}. The store then uses its own client from these
 * details, also beside a {@code DynamoDbClient} of the application.
 */
public interface DynamoDbConnectionDetails extends ConnectionDetails {

    /**
     * Returns the address of the service.
     *
     * @return the address, or {@code null} for that of the region
     */
    @Nullable URI endpoint();

    /**
     * Returns the AWS region.
     *
     * @return the region, or {@code null} for that of an {@code AwsRegionProvider} bean, or of the AWS SDK's default providers
     */
    @Nullable String region();

    /**
     * Returns the access key. It is used only together with a secret access key.
     *
     * @return the access key, or {@code null} to let the AWS SDK look for credentials
     */
    default @Nullable String accessKeyId() {
        return null;
    }

    /**
     * Returns the secret access key.
     *
     * @return the secret access key, or {@code null} to let the AWS SDK look for credentials
     */
    default @Nullable String secretAccessKey() {
        return null;
    }
}
