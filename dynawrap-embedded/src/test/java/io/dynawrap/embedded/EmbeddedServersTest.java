package io.dynawrap.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class EmbeddedServersTest {

    @Test
    void postgresKeepsItsDataInAConfiguredDirectory() throws Exception {
        Path directory = Files.createTempDirectory("dynawrap-data").resolve("pg");
        try {
            try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(directory)) {
                execute(server, "CREATE TABLE kept (n int)");
                execute(server, "INSERT INTO kept VALUES (42)");
            }
            try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(directory)) {
                assertThat(queryInt(server, "SELECT n FROM kept")).isEqualTo(42);
            }
        } finally {
            delete(directory.getParent());
        }
    }

    @Test
    void dynamoDbLocalAnswersOnItsEndpoint() throws Exception {
        URI endpoint;
        try (DynamoDbLocalServer server = DynamoDbLocalServer.start()) {
            endpoint = server.endpoint();
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(endpoint)
                                    .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
                                    .header("Content-Type", "application/x-amz-json-1.0")
                                    .header(
                                            "Authorization",
                                            "AWS4-HMAC-SHA256 Credential=" + server.accessKeyId() + "/20260101/"
                                                    + server.region()
                                                    + "/dynamodb/aws4_request, SignedHeaders=host, Signature=0")
                                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"TableNames\":[]}");
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void dynamoDbLocalPrintsNothing(CapturedOutput output) {
        try (DynamoDbLocalServer server = DynamoDbLocalServer.start()) {
            assertThat(server.endpoint()).hasHost("127.0.0.1");
            assertThat(output.getOut()).isEmpty();
        }
    }

    @Test
    void dynamoDbLocalAcceptsConnectionsFromThisMachineOnly() throws Exception {
        try (DynamoDbLocalServer server = DynamoDbLocalServer.start()) {
            assertThatListensOnLoopbackOnly(server.endpoint().getPort());
        }
    }

    @Test
    void postgresAcceptsConnectionsFromThisMachineOnly() throws Exception {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start()) {
            assertThatListensOnLoopbackOnly(
                    URI.create(server.jdbcUrl().substring("jdbc:".length())).getPort());
        }
    }

    /** Through any other address of the machine the server must refuse. */
    private static void assertThatListensOnLoopbackOnly(int port) throws Exception {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .toList();
        // 127.0.0.2 is of this machine on Linux even without a network
        List<InetAddress> addresses = others.isEmpty() ? List.of(InetAddress.getByName("127.0.0.2")) : others;
        for (InetAddress address : addresses) {
            try (Socket socket = new Socket()) {
                assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, port), 60_000))
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    private static void execute(EmbeddedPostgresServer server, String sql) throws Exception {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int queryInt(EmbeddedPostgresServer server, String sql) throws Exception {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getInt(1);
        }
    }

    private static Connection connect(EmbeddedPostgresServer server) throws Exception {
        return DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
    }

    private static void delete(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
