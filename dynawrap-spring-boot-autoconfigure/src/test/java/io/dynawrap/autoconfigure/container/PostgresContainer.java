package io.dynawrap.autoconfigure.container;

import io.dynawrap.embedded.EmbeddedPostgresServer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A PostgreSQL container that needs no Docker: behind it is a server of this machine. */
final class PostgresContainer extends PostgreSQLContainer {

    private static final String IMAGE = "postgres:18";

    private final EmbeddedPostgresServer server;

    PostgresContainer(EmbeddedPostgresServer server) {
        super(IMAGE);
        this.server = server;
    }

    /** Otherwise Docker is asked for it. */
    @Override
    public String getDockerImageName() {
        return IMAGE;
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public boolean isRunning() {
        return true;
    }

    @Override
    public String getJdbcUrl() {
        return server.jdbcUrl();
    }

    @Override
    public String getUsername() {
        return server.username();
    }

    @Override
    public String getPassword() {
        return server.password();
    }
}
