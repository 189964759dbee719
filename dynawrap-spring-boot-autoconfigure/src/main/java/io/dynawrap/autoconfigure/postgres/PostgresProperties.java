package io.dynawrap.autoconfigure.postgres;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the PostgreSQL backend.
 *
 * @param schema Schema of the tables. When not set, the connection's search path decides.
 * @param transactionPooler Whether a pooler changes the connection to the server with each transaction, as PgBouncer does in
 *     transaction mode. No statement is then prepared under a name.
 */
@ConfigurationProperties("dynawrap.postgres")
record PostgresProperties(
        @Nullable String schema, @DefaultValue("false") boolean transactionPooler) {}
