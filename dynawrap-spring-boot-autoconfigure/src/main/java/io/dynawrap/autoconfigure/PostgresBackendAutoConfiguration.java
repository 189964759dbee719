package io.dynawrap.autoconfigure;

import io.dynawrap.postgres.PostgresBackend;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** Offers PostgreSQL as a backend, on the application's {@link JdbcTemplate} or the one that Spring Boot makes. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration",
            "org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration" // before Spring Boot 4.0
        })
@ConditionalOnClass({JdbcTemplate.class, PostgresBackend.class})
@ConditionalOnBackend(BackendType.POSTGRES)
@EnableConfigurationProperties(DynawrapProperties.class)
public final class PostgresBackendAutoConfiguration {

    PostgresBackendAutoConfiguration() {}

    @Bean
    BackendCandidate postgresBackendCandidate(DynawrapProperties properties, ListableBeanFactory beans) {
        return new PostgresBackendCandidate(properties.postgres(), beans);
    }
}
