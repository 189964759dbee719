package io.dynawrap.autoconfigure.dynamodb;

import io.dynawrap.autoconfigure.BackendCandidate;
import io.dynawrap.autoconfigure.BackendConfiguration;
import io.dynawrap.autoconfigure.BackendType;
import io.dynawrap.autoconfigure.DynawrapAutoConfiguration;
import io.dynawrap.dynamodb.DynamoDbBackend;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Offers DynamoDB as a backend. Creates a client for it if a setting or a bean holds its location. Uses a {@link
 * DynamoDbClient} of the application, also that of Spring Cloud AWS, unchanged. If connection details or an endpoint are set, the
 * store has its own client instead, because a client for another address would write to another database. The settings are
 * checked whatever the backend is.
 */
@AutoConfiguration(
        before = DynawrapAutoConfiguration.class,
        afterName = "io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration")
@EnableConfigurationProperties(DynamoDbProperties.class)
public final class DynamoDbBackendAutoConfiguration {

    DynamoDbBackendAutoConfiguration() {}

    @ConditionalOnClass({DynamoDbClient.class, DynamoDbBackend.class})
    @BackendConfiguration(BackendType.DYNAMODB)
    static class DynamoDbBackendConfiguration {

        /** The name of the client that an application without one has. */
        static final String CLIENT = "dynawrapDynamoDbClient";

        /** The name of the connection details in the properties. */
        static final String DETAILS = "dynawrapDynamoDbConnectionDetails";

        /** The name of the store's own client, beside another client of the application. */
        static final String STORE_CLIENT = "dynawrapDynamoDbStoreClient";

        @Bean(DETAILS)
        @Conditional(OnDynamoDbSettings.class)
        @ConditionalOnMissingBean(DynamoDbConnectionDetails.class)
        PropertiesDynamoDbConnectionDetails dynawrapDynamoDbConnectionDetails(DynamoDbProperties properties) {
            return new PropertiesDynamoDbConnectionDetails(properties);
        }

        /** Created only if it is used: with AWS_REGION in the environment items may be in another database. */
        @Bean(CLIENT)
        @Lazy
        @ConditionalOnClass(Apache5HttpClient.class)
        @ConditionalOnBean(DynamoDbConnectionDetails.class)
        @ConditionalOnMissingBean
        DynamoDbClient dynawrapDynamoDbClient(
                DynamoDbConnectionDetails details, DynamoDbProperties properties, BeanFactory beans) {
            return new DynamoDbClientFactory(details, properties, beans).create();
        }

        /** The store's own client, which nothing else is given: another client would write to another database. */
        @Bean(name = STORE_CLIENT, defaultCandidate = false)
        @ConditionalOnClass(Apache5HttpClient.class)
        @ConditionalOnMissingBean(name = CLIENT)
        @Conditional(OnSetLocation.class)
        DynamoDbClient dynawrapDynamoDbStoreClient(
                DynamoDbConnectionDetails details, DynamoDbProperties properties, BeanFactory beans) {
            return new DynamoDbClientFactory(details, properties, beans).create();
        }

        @Bean
        BackendCandidate dynawrapDynamoDbCandidate(
                DynamoDbProperties properties, ListableBeanFactory beans, Environment environment) {
            return new DynamoDbBackendCandidate(properties, beans, environment);
        }
    }
}
