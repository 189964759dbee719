package io.dynawrap.autoconfigure.dynamodb;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Creates the client of the starter from connection details, properties and customizers. */
final class DynamoDbClientFactory {

    private final DynamoDbConnectionDetails details;
    private final DynamoDbProperties properties;
    private final List<DynamoDbClientBuilderCustomizer> customizers;
    private final @Nullable AwsRegionProvider regions;
    private final @Nullable AwsCredentialsProvider credentials;

    /**
     * Creates a factory.
     *
     * @param beans the beans of the application, Spring Cloud AWS's included: its customizers, and its providers of region and
     *     credentials if there is one of each
     */
    DynamoDbClientFactory(DynamoDbConnectionDetails details, DynamoDbProperties properties, BeanFactory beans) {
        this.details = details;
        this.properties = properties;
        this.customizers = beans.getBeanProvider(DynamoDbClientBuilderCustomizer.class)
                .orderedStream()
                .toList();
        this.regions = beans.getBeanProvider(AwsRegionProvider.class).getIfUnique();
        this.credentials = beans.getBeanProvider(AwsCredentialsProvider.class).getIfUnique();
    }

    DynamoDbClient create() {
        DynamoDbClientBuilder builder = DynamoDbClient.builder()
                // with two HTTP clients on the class path the SDK would have to choose
                .httpClientBuilder(httpClient())
                .endpointOverride(details.endpoint())
                .region(region());
        String id = details.accessKeyId();
        String secret = details.secretAccessKey();
        if (id != null && secret != null) {
            builder.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret)));
        } else if (credentials != null) {
            builder.credentialsProvider(credentials);
        }
        customizers.forEach(customizer -> customizer.customize(builder));
        return builder.overrideConfiguration(withTimeouts(builder.overrideConfiguration()))
                .build();
    }

    private Apache5HttpClient.Builder httpClient() {
        Apache5HttpClient.Builder http = Apache5HttpClient.builder().maxConnections(properties.connections());
        Duration connecting = properties.connectionTimeout();
        return connecting.isZero() ? http : http.connectionTimeout(connecting);
    }

    /**
     * Adds the timeouts of the properties that no customizer has set. A customizer that passes a function to {@code
     * overrideConfiguration} starts from an empty configuration, so timeouts that were set before would be lost.
     */
    private ClientOverrideConfiguration withTimeouts(ClientOverrideConfiguration customized) {
        ClientOverrideConfiguration.Builder builder = customized.toBuilder();
        Duration call = properties.apiCallTimeout();
        Duration attempt = properties.apiCallAttemptTimeout();
        if (customized.apiCallTimeout().isEmpty() && !call.isZero()) {
            builder.apiCallTimeout(call);
        }
        if (customized.apiCallAttemptTimeout().isEmpty() && !attempt.isZero()) {
            builder.apiCallAttemptTimeout(attempt);
        }
        return builder.build();
    }

    private Region region() {
        String region = details.region();
        if (region != null && !region.isBlank()) {
            return Region.of(region);
        }
        try {
            return (regions != null ? regions : new DefaultAwsRegionProviderChain()).getRegion();
        } catch (SdkClientException e) {
            throw new UnknownRegionException(e);
        }
    }
}
