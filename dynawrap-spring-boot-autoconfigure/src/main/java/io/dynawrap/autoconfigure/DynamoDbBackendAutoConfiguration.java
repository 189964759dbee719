package io.dynawrap.autoconfigure;

import io.dynawrap.dynamodb.DynamoDbBackend;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * Offers DynamoDB as a backend, and makes a client for it when a setting or a bean says where it is. An application's
 * own {@link DynamoDbClient}, Spring Cloud AWS's included, is used as it is.
 */
@AutoConfiguration(afterName = "io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration")
@ConditionalOnClass({DynamoDbClient.class, DynamoDbBackend.class})
@ConditionalOnBackend(BackendType.DYNAMODB)
@EnableConfigurationProperties(DynawrapProperties.class)
public final class DynamoDbBackendAutoConfiguration {

    DynamoDbBackendAutoConfiguration() {}

    @Bean
    @Conditional(OnDynamoDbSettings.class)
    @ConditionalOnMissingBean(DynamoDbConnectionDetails.class)
    PropertiesDynamoDbConnectionDetails dynamoDbConnectionDetails(DynawrapProperties properties) {
        return new PropertiesDynamoDbConnectionDetails(properties.dynamodb());
    }

    @Bean
    @ConditionalOnClass(Apache5HttpClient.class)
    @ConditionalOnBean(DynamoDbConnectionDetails.class)
    @ConditionalOnMissingBean
    DynamoDbClient dynamoDbClient(DynamoDbConnectionDetails details) {
        DynamoDbClientBuilder builder = DynamoDbClient.builder()
                // with two HTTP clients on the class path the SDK would have to choose
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(details.endpoint())
                .region(region(details));
        String id = details.accessKeyId();
        String secret = details.secretAccessKey();
        if (id != null && secret != null) {
            builder.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret)));
        }
        return builder.build();
    }

    @Bean
    BackendCandidate dynamoDbBackendCandidate(
            DynawrapProperties properties, ListableBeanFactory beans, Environment environment) {
        return new DynamoDbBackendCandidate(properties.dynamodb(), beans, environment);
    }

    private static Region region(DynamoDbConnectionDetails details) {
        String region = details.region();
        if (region != null && !region.isBlank()) {
            return Region.of(region);
        }
        try {
            return new DefaultAwsRegionProviderChain().getRegion();
        } catch (SdkClientException e) {
            throw new UnknownRegionException(e);
        }
    }
}
