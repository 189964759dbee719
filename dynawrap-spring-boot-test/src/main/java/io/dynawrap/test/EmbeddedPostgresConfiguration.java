package io.dynawrap.test;

import io.dynawrap.embedded.EmbeddedPostgresServer;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.logging.LogLevel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "dynawrap.backend", havingValue = "postgres")
@ConditionalOnMissingBean(JdbcConnectionDetails.class)
@EnableConfigurationProperties(EmbeddedPostgresProperties.class)
class EmbeddedPostgresConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServers.class);

    @Bean
    PostgresDatabase dynawrapEmbeddedPostgres(EmbeddedPostgresProperties properties, ServerLogging logging) {
        // the output of initdb and of the server
        logging.limit("io.zonky.test", LogLevel.WARN);
        Path directory = directory(properties.dataDirectory());
        PostgresDatabase database =
                Restarts.keep(PostgresDatabase.class.getName() + ":" + directory, () -> database(directory));
        LOG.info(
                "Embedded PostgreSQL runs at {} (user {}, password {}); its data is {}",
                database.getJdbcUrl(),
                database.getUsername(),
                database.getPassword(),
                directory == null ? "deleted at the end" : "kept in " + directory);
        return database;
    }

    @Bean
    static UnusedServerWarning dynawrapEmbeddedPostgresWarning(ConfigurableListableBeanFactory beans) {
        return new UnusedServerWarning(beans, "PostgreSQL", JdbcConnectionDetails.class, DataSource.class);
    }

    /** Converts the path without Spring, which would search the class path for a relative path first. */
    private static @Nullable Path directory(@Nullable String configured) {
        return configured == null || configured.isBlank()
                ? null
                : Path.of(configured).toAbsolutePath().normalize();
    }

    private static PostgresDatabase database(@Nullable Path directory) {
        return directory == null ? PostgresDatabase.onSharedServer() : PostgresDatabase.of(start(directory));
    }

    private static EmbeddedPostgresServer start(Path directory) {
        try {
            return EmbeddedPostgresServer.start(directory);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "The embedded PostgreSQL did not start on " + directory
                            + ", the directory of dynawrap.embedded.postgres.data-directory. Another application may be"
                            + " using it. Or an application that was killed left its server running, which is stopped now:"
                            + " restart. Or its data may be of another major version of PostgreSQL.",
                    e);
        }
    }
}
