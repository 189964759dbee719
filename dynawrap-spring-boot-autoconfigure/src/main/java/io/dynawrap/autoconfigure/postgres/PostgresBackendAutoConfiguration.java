package io.dynawrap.autoconfigure.postgres;

import io.dynawrap.autoconfigure.BackendCandidate;
import io.dynawrap.autoconfigure.BackendConfiguration;
import io.dynawrap.autoconfigure.BackendType;
import io.dynawrap.autoconfigure.DynawrapAutoConfiguration;
import io.dynawrap.postgres.PostgresBackend;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Offers PostgreSQL as a backend, on the {@link JdbcTemplate} of the application or of Spring Boot. The settings are checked
 * whatever the backend is.
 */
@AutoConfiguration(
        before = DynawrapAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration",
            "org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration" // before Spring Boot 4.0
        })
@EnableConfigurationProperties(PostgresProperties.class)
public final class PostgresBackendAutoConfiguration {

    PostgresBackendAutoConfiguration() {}

    @ConditionalOnClass({JdbcTemplate.class, PostgresBackend.class})
    @BackendConfiguration(BackendType.POSTGRES)
    static class PostgresBackendConfiguration {

        @Bean
        BackendCandidate dynawrapPostgresCandidate(
                PostgresProperties properties, ListableBeanFactory beans, Environment environment) {
            return new PostgresBackendCandidate(properties, beans, environment);
        }
    }
}
