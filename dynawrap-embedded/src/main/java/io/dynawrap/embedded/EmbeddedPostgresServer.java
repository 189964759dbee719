package io.dynawrap.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs a PostgreSQL server on a free port of this machine, in the version whose binaries are on the class path. */
public final class EmbeddedPostgresServer implements AutoCloseable {

    /** Longer than a start takes on a busy machine, recovery of a killed server included. */
    private static final Duration STARTUP_WAIT = Duration.ofMinutes(10);

    private final EmbeddedPostgres server;

    private EmbeddedPostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts a server whose data is deleted when it is closed.
     *
     * @return the server, accepting connections
     */
    public static EmbeddedPostgresServer start() {
        return start(null);
    }

    /**
     * Starts a server on a directory, which keeps the data for the next start. Committed data is kept if the server is
     * killed, but might be lost if the machine fails, because nothing is forced to the disk.
     *
     * @param dataDirectory the directory, created if it does not exist, or {@code null} for a directory that is deleted
     *     on close
     * @return the server, accepting connections
     */
    public static EmbeddedPostgresServer start(@Nullable Path dataDirectory) {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder().setPGStartupWait(STARTUP_WAIT);
            if (dataDirectory != null) {
                Files.createDirectories(dataDirectory);
                builder.setDataDirectory(dataDirectory.toAbsolutePath())
                        .setCleanDataDirectory(false)
                        .setServerConfig("synchronous_commit", "on");
            }
            return new EmbeddedPostgresServer(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not start", e);
        }
    }

    /**
     * Returns the JDBC URL of the server's default database.
     *
     * @return the URL, without user and password
     */
    public String jdbcUrl() {
        return jdbcUrl("postgres");
    }

    /**
     * Returns the JDBC URL of a database.
     *
     * @param database the name of the database
     * @return the URL, without user and password
     */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
    }

    /**
     * Returns the name of the superuser.
     *
     * @return the user name
     */
    public String username() {
        return "postgres";
    }

    /**
     * Returns the superuser's password.
     *
     * @return the password; the server accepts any value
     */
    public String password() {
        return "postgres";
    }

    /** Stops the server. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not stop", e);
        }
    }
}
