package io.dynawrap.test;

import io.dynawrap.embedded.EmbeddedPostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** The database of one application context, on the server that all contexts share or on its own server. */
final class PostgresDatabase implements JdbcConnectionDetails, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServers.class);
    private static final SharedServer<EmbeddedPostgresServer> SHARED =
            new SharedServer<>(EmbeddedPostgresServer::start);

    private final EmbeddedPostgresServer server;
    private final String jdbcUrl;
    private final Runnable end;

    private PostgresDatabase(EmbeddedPostgresServer server, String jdbcUrl, Runnable end) {
        this.server = server;
        this.jdbcUrl = jdbcUrl;
        this.end = end;
    }

    /** Creates a database on the shared server, which is dropped when this object is closed. */
    static PostgresDatabase onSharedServer() {
        EmbeddedPostgresServer server = SHARED.acquire();
        String name = SHARED.newName("dynawrap");
        try {
            execute(server, "CREATE DATABASE " + name);
        } catch (IllegalStateException e) {
            SHARED.release();
            throw e;
        }
        return new PostgresDatabase(server, server.jdbcUrl(name), () -> {
            drop(server, name);
            SHARED.release();
        });
    }

    /** Returns the default database of a server for one context, which is stopped when this object is closed. */
    static PostgresDatabase of(EmbeddedPostgresServer server) {
        return new PostgresDatabase(server, server.jdbcUrl(), server::close);
    }

    @Override
    public String getUsername() {
        return server.username();
    }

    @Override
    public String getPassword() {
        return server.password();
    }

    @Override
    public String getJdbcUrl() {
        return jdbcUrl;
    }

    @Override
    public void close() {
        if (!Restarts.mayHappen()) {
            end.run();
        }
    }

    /** Ignores failures: at the end of the process the server may have stopped before the applications. */
    private static void drop(EmbeddedPostgresServer server, String name) {
        try {
            execute(server, "DROP DATABASE " + name + " WITH (FORCE)");
        } catch (IllegalStateException e) {
            LOG.debug("The database {} was not dropped", name, e);
        }
    }

    private static void execute(EmbeddedPostgresServer server, String sql) {
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("The embedded PostgreSQL rejected: " + sql, e);
        }
    }
}
