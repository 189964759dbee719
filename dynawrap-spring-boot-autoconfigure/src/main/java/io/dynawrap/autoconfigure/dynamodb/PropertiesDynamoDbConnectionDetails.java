package io.dynawrap.autoconfigure.dynamodb;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The connection details in {@code dynawrap.dynamodb}, which has no credentials. */
record PropertiesDynamoDbConnectionDetails(DynamoDbProperties properties) implements DynamoDbConnectionDetails {

    @Override
    public @Nullable URI endpoint() {
        return properties.endpoint();
    }

    @Override
    public @Nullable String region() {
        return properties.region();
    }
}
