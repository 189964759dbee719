package io.dynawrap.autoconfigure.postgres;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the PostgreSQL backend.
 *
 * @param schema Schema of the tables. When not set, the connection's search path decides.
 * @param transactionPooler Whether a pooler changes the connection to the server with each transaction, as PgBouncer does in
 *     transaction mode. No statement is then prepared under a name.
 * @param queryTimeout Longest time of a statement on some keys or one partition, 0 for no limit. The query timeout of the
 *     JdbcTemplate and the timeout of a transaction take precedence.
 * @param scanTimeout Longest time of a statement that reads a page across partitions, deletes a chunk of expired items or creates
 *     a table, 0 for no limit. The query timeout of the JdbcTemplate and the timeout of a transaction take precedence.
 * @param expirySweep Settings of the sweep that deletes expired items.
 */
@ConfigurationProperties("dynawrap.postgres")
record PostgresProperties(
        @Nullable String schema,
        @DefaultValue("false") boolean transactionPooler,
        @DefaultValue("30s") Duration queryTimeout,
        @DefaultValue("10m") Duration scanTimeout,
        @DefaultValue ExpirySweep expirySweep) {

    PostgresProperties {
        checkTimeout("query-timeout", queryTimeout);
        checkTimeout("scan-timeout", scanTimeout);
    }

    private static void checkTimeout(String name, Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "Set dynawrap.postgres." + name + " to a time, or to 0 for no limit, not " + timeout);
        }
    }

    /**
     * Settings of the sweep that deletes expired items.
     *
     * @param enabled Whether expired items are deleted in the background. They are absent for every read in any case.
     * @param pause Pause between two sweeps, and the longest time that one sweep of a table takes.
     * @param chunk Number of items that one transaction deletes at most.
     */
    record ExpirySweep(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("1m") Duration pause,
            @DefaultValue("1000") int chunk) {

        ExpirySweep {
            if (pause.isZero() || pause.isNegative()) {
                throw new IllegalArgumentException("The pause of dynawrap.postgres.expiry-sweep must be positive");
            }
            if (chunk < 1) {
                throw new IllegalArgumentException("The chunk of dynawrap.postgres.expiry-sweep must be at least 1");
            }
        }
    }
}
