package io.dynawrap.test;

import io.dynawrap.autoconfigure.DynamoDbBackendAutoConfiguration;
import io.dynawrap.autoconfigure.DynawrapAutoConfiguration;
import io.dynawrap.autoconfigure.UnconfiguredDataSourceAutoConfiguration;
import io.dynawrap.backend.Backend;
import java.util.Arrays;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * The embedded server of an {@link ItemStoreTest}, unless the application or the test says where its database is, and the
 * deletion of items between tests.
 */
@AutoConfiguration(
        before = {
            DataSourceAutoConfiguration.class,
            DynamoDbBackendAutoConfiguration.class,
            UnconfiguredDataSourceAutoConfiguration.class
        })
@Import(ServerLogging.class)
public final class ItemStoreTestAutoConfiguration {

    ItemStoreTestAutoConfiguration() {}

    @Bean
    static TestItems testItems(ConfigurableListableBeanFactory beans, Environment environment) {
        boolean allowed = environment.getProperty("dynawrap.test.delete-items", Boolean.class, false);
        return new TestItems(allowed || isEmbedded(beans));
    }

    /** Whether both the server and the backend on it are those that we make. */
    private static boolean isEmbedded(ConfigurableListableBeanFactory beans) {
        boolean server = has(beans, PostgresDatabase.class) || has(beans, DynamoDbLocalAccount.class);
        return server
                && Arrays.stream(beans.getBeanNamesForType(Backend.class, true, false))
                        .map(name -> beans.getMergedBeanDefinition(name).getFactoryBeanName())
                        .allMatch(DynawrapAutoConfiguration.class.getName()::equals);
    }

    private static boolean has(ConfigurableListableBeanFactory beans, Class<?> type) {
        return beans.getBeanNamesForType(type, true, false).length > 0;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(DataSource.class)
    @Import(EmbeddedPostgresConfiguration.class)
    static class Postgres {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(type = "software.amazon.awssdk.services.dynamodb.DynamoDbClient")
    @Import(DynamoDbLocalConfiguration.class)
    static class DynamoDb {}
}
