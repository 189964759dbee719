package io.dynawrap.autoconfigure;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The connection details that {@code dynawrap.dynamodb} holds; credentials are never among them. */
record PropertiesDynamoDbConnectionDetails(DynawrapProperties.DynamoDb properties)
        implements DynamoDbConnectionDetails {

    @Override
    public @Nullable URI endpoint() {
        return properties.endpoint();
    }

    @Override
    public @Nullable String region() {
        return properties.region();
    }
}
