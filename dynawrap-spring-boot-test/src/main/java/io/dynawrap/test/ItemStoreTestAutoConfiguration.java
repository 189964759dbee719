package io.dynawrap.test;

import io.dynawrap.autoconfigure.DynamoDbBackendAutoConfiguration;
import io.dynawrap.autoconfigure.DynawrapAutoConfiguration;
import io.dynawrap.autoconfigure.UnconfiguredDataSourceAutoConfiguration;
import io.dynawrap.backend.Backend;
import java.util.Arrays;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
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
@Import({ServerLogging.class, EmbeddedPostgresConfiguration.class, DynamoDbLocalConfiguration.class})
public final class ItemStoreTestAutoConfiguration {

    ItemStoreTestAutoConfiguration() {}

    @Bean
    static TestItems testItems(ConfigurableListableBeanFactory beans, Environment environment) {
        Boolean configured = environment.getProperty("dynawrap.test.delete-items", Boolean.class);
        return new TestItems(configured != null || !isEmbedded(beans) ? configured : Boolean.TRUE);
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
}
