package io.dynawrap.autoconfigure;

import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;

/**
 * Lets an application start without a database for SQL. The starter puts a connection pool on every class path, so
 * Spring Boot would try to make a DataSource, and fail where nobody has configured one because items are in DynamoDB.
 *
 * <p>Spring Boot's {@code DataSourceAutoConfiguration} steps back from an {@link XADataSource} bean, and looks for one
 * right after this class. So a definition of such a bean stands there for that moment, and is gone before any bean is
 * made. (An import filter would run before there are beans, and could not see a DataSource or connection details that
 * the application defines.) Spring Boot's classes are named, because they were in another package before 4.0.
 */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration"
        })
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE) // the last before DataSourceAutoConfiguration
@ConditionalOnClass({EmbeddedDatabaseConnection.class, XADataSource.class})
@ConditionalOnMissingBean(
        value = {DataSource.class, XADataSource.class},
        type = {
            "org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails",
            "org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails"
        })
@Conditional(OnUnconfiguredDataSource.class)
public final class UnconfiguredDataSourceAutoConfiguration {

    private static final String PLACEHOLDER = "noDataSourceIsConfigured";

    UnconfiguredDataSourceAutoConfiguration() {}

    @Bean(PLACEHOLDER)
    static XADataSource placeholder() {
        throw new IllegalStateException("Set spring.datasource.url to have a DataSource");
    }

    @Bean
    static BeanDefinitionRegistryPostProcessor noDataSourceIsConfiguredRemoval() {
        return registry -> {
            if (registry.containsBeanDefinition(PLACEHOLDER)) {
                registry.removeBeanDefinition(PLACEHOLDER);
            }
        };
    }
}
