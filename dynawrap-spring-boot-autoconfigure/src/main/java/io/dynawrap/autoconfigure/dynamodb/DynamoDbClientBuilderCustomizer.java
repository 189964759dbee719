package io.dynawrap.autoconfigure.dynamodb;

import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * Changes the {@code DynamoDbClient} that the starter creates. Define a bean of this type to set what has no property, such as
 * retries, an interceptor, a proxy or credentials. A {@code DynamoDbClient} bean of the application is not changed.
 *
 * <p>The builder has the region, the endpoint, the credentials and the HTTP client of the starter. What a customizer sets replaces
 * them. Set another HTTP client by {@code httpClientBuilder}; it has its own pool and its own connection timeout. The timeouts of a
 * call and of an attempt are those of the properties, unless a customizer sets them.
 */
@FunctionalInterface
public interface DynamoDbClientBuilderCustomizer {

    /**
     * Changes the builder of a client. Called once for each client at startup, in the order of the beans.
     *
     * @param builder the builder with the settings of the starter
     */
    void customize(DynamoDbClientBuilder builder);
}
