package io.dynawrap.autoconfigure.postgres;

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
 * Lets an application start without an SQL database. The starter puts a connection pool on every class path, so Spring Boot
 * would try to create a DataSource, and fail where no DataSource is configured because items are in DynamoDB.
 *
 * <p>Spring Boot's {@code DataSourceAutoConfiguration} backs off if an {@link XADataSource} bean is defined, and checks this
 * right after this class. So a definition of such a bean exists at that moment, and is removed before any bean is created.
 * (An import filter would run before beans are defined, and could not find a DataSource or connection details of the
 * application.) Spring Boot's classes are referred to by name, because they were in another package before 4.0.
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

    private static final String PLACEHOLDER = "dynawrapUnconfiguredDataSource";

    UnconfiguredDataSourceAutoConfiguration() {}

    @Bean(PLACEHOLDER)
    static XADataSource placeholder() {
        throw new IllegalStateException("Set spring.datasource.url to have a DataSource");
    }

    @Bean
    static BeanDefinitionRegistryPostProcessor dynawrapUnconfiguredDataSourceRemoval() {
        return registry -> {
            if (registry.containsBeanDefinition(PLACEHOLDER)) {
                registry.removeBeanDefinition(PLACEHOLDER);
            }
        };
    }
}
