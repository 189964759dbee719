package io.dynawrap.test;

import io.dynawrap.autoconfigure.dynamodb.DynamoDbBackendAutoConfiguration;
import io.dynawrap.autoconfigure.postgres.UnconfiguredDataSourceAutoConfiguration;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for the embedded server of an {@link ItemStoreTest}, unless the application or the test configures
 * its database, and for the deletion of items between tests.
 */
@AutoConfiguration(
        before = {
            DataSourceAutoConfiguration.class,
            DynamoDbBackendAutoConfiguration.class,
            UnconfiguredDataSourceAutoConfiguration.class
        })
@Import({EmbeddedBackend.class, ServerLogging.class, SlicePostgres.class, SliceDynamoDb.class})
public final class ItemStoreTestAutoConfiguration {

    ItemStoreTestAutoConfiguration() {}

    @Bean
    static TestItems dynawrapTestItems(ConfigurableListableBeanFactory beans, Environment environment) {
        boolean allowed = environment.getProperty("dynawrap.test.delete-items", Boolean.class, false);
        return new TestItems(() -> allowed || new EmbeddedCheck(beans).isEmbedded());
    }
}
