package io.dynawrap.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import software.amazon.dynamodb.services.local.main.CommandLineInput;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** Runs a DynamoDB Local on a free port of this machine, with its data in memory, streams included. */
public final class DynamoDbLocalServer implements AutoCloseable {

    private final DynamoDBProxyServer server;
    private final int port;

    private DynamoDbLocalServer(DynamoDBProxyServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a server.
     *
     * @return the server, accepting requests
     */
    public static DynamoDbLocalServer start() {
        try {
            int port = freePort();
            CommandLineInput settings = new CommandLineInput(
                    new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
            if (!settings.init()) {
                throw new IllegalStateException("DynamoDB Local rejected its settings");
            }
            // not through createServerFromCommandLineArgs, which prints the settings to System.out
            DynamoDBProxyServer server = ServerRunner.createServer(settings);
            server.start();
            return new DynamoDbLocalServer(server, port);
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local did not start", e);
        }
    }

    /**
     * Returns the endpoint of the server.
     *
     * @return the endpoint for a client
     */
    public URI endpoint() {
        return URI.create("http://localhost:" + port);
    }

    /**
     * Returns a region for the client. The server keeps separate tables for each region and access key.
     *
     * @return the region
     */
    public String region() {
        return "us-east-1";
    }

    /**
     * Returns an access key for the client. The server allows letters and digits only.
     *
     * @return the access key
     */
    public String accessKeyId() {
        return "local";
    }

    /**
     * Returns a secret key for the client.
     *
     * @return the secret key; the server accepts any value
     */
    public String secretAccessKey() {
        return "local";
    }

    /** Stops the server. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local did not stop", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
