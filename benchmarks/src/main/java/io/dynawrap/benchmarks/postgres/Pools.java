package io.dynawrap.benchmarks.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.embedded.EmbeddedPostgresServer;

/** Connection pools as an application would have them. */
final class Pools {

    private Pools() {}

    static HikariDataSource pool(EmbeddedPostgresServer server, String parameters) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(server.jdbcUrl() + parameters);
        pool.setUsername(server.username());
        pool.setPassword(server.password());
        return pool;
    }
}
