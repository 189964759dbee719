package io.dynawrap.otherstarters;

import io.dynawrap.embedded.EmbeddedPostgresServer;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** A PostgreSQL for the entities of an application whose items are elsewhere. */
@TestConfiguration(proxyBeanMethods = false)
class EntityDatabase {

    @Bean
    EmbeddedPostgresServer entityServer() {
        return EmbeddedPostgresServer.start();
    }

    @Bean
    JdbcConnectionDetails entityConnectionDetails(EmbeddedPostgresServer entityServer) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return entityServer.username();
            }

            @Override
            public String getPassword() {
                return entityServer.password();
            }

            @Override
            public String getJdbcUrl() {
                return entityServer.jdbcUrl();
            }
        };
    }
}
