package io.dynawrap.postgres;

import static org.awaitility.Awaitility.await;

import io.dynawrap.TestServers;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** PgBouncer in transaction mode in front of the test server, started from the program of that name on the path. */
final class PgBouncer implements AutoCloseable {

    static final String ABSENT = "pgbouncer is not on the path; on Debian: apt-get install pgbouncer";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final int port;

    private PgBouncer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static boolean isPresent() {
        return program().isPresent();
    }

    private static Optional<Path> program() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
                .map(directory -> Path.of(directory, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts a pooler that has so many connections to the server for all of its clients. */
    static PgBouncer start(Path directory, int serverConnections) throws IOException {
        String server = TestServers.postgres("postgres").getJdbcUrl();
        int serverPort = Integer.parseInt(server.replaceFirst(".*:(\\d+)/.*", "$1"));
        int port = freePort();
        // the user that the pooler becomes has to read its settings
        directory.toFile().setReadable(true, false);
        directory.toFile().setExecutable(true, false);
        Path settings = directory.resolve("pgbouncer-" + port + ".ini");
        Files.writeString(settings, """
                [databases]
                postgres = host=localhost port=%d user=postgres password=postgres
                [pgbouncer]
                listen_addr = localhost
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = %d
                max_client_conn = 200
                ignore_startup_parameters = extra_float_digits
                %s
                """.formatted(serverPort, port, serverConnections, userSetting()));
        Process process = new ProcessBuilder(List.of(program().orElseThrow().toString(), "-q", settings.toString()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("pgbouncer-" + port + ".log").toFile())
                .start();
        PgBouncer pooler = new PgBouncer(process, port);
        await().atMost(PATIENCE).until(pooler::listens);
        return pooler;
    }

    /** It refuses to run as root. */
    private static String userSetting() {
        return System.getProperty("user.name").equals("root") ? "user = nobody" : "";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new IllegalStateException("pgbouncer has ended with " + process.exitValue());
        }
        try (Socket socket = new Socket("localhost", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
