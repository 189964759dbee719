package io.dynawrap.postgres.faults;

import static org.awaitility.Awaitility.await;

import io.dynawrap.embedded.EmbeddedPostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * A PostgreSQL on a directory that outlives it, to be killed and started again. It is a source of connections too,
 * which lead to where the server is now.
 */
final class KillableServer extends AbstractDataSource implements AutoCloseable {

    private final Path directory;
    private volatile EmbeddedPostgresServer server;

    KillableServer(Path directory) {
        this.directory = directory;
        this.server = EmbeddedPostgresServer.start(directory);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(server.username(), server.password());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), username, password);
    }

    /** Kills the postmaster and all its processes with SIGKILL. */
    void kill() {
        ProcessHandle postmaster = postmaster();
        List<ProcessHandle> processes = new ArrayList<>(postmaster.descendants().toList());
        processes.add(0, postmaster);
        processes.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : processes) {
            await().atMost(NoteTable.PATIENCE).until(() -> !process.isAlive() || isZombie(process));
        }
    }

    /** Whether a process has ended, but its parent has not taken notice, which an idle first process may never do. */
    private static boolean isZombie(ProcessHandle process) {
        Path linuxStatus = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            return Files.readString(linuxStatus).contains(") Z ");
        } catch (IOException e) {
            return false; // gone, or not on Linux
        }
    }

    /** Starts the server on the directory as the killed one left it. */
    void restart() {
        server.close();
        server = EmbeddedPostgresServer.start(directory);
    }

    @Override
    public void close() {
        server.close();
    }

    private ProcessHandle postmaster() {
        try {
            String pid = Files.readAllLines(directory.resolve("postmaster.pid")).get(0);
            return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
