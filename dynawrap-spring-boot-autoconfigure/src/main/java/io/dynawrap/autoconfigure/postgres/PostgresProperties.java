package io.dynawrap.autoconfigure.postgres;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the PostgreSQL backend.
 *
 * @param schema Schema of the tables. When not set, the connection's search path decides.
 */
@ConfigurationProperties("dynawrap.postgres")
record PostgresProperties(@Nullable String schema) {}
