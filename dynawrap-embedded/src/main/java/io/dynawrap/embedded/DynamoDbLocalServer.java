package io.dynawrap.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import software.amazon.dynamodb.services.local.main.CommandLineInput;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** A DynamoDB Local on a free port of this machine, with its data in memory, streams included. */
public final class DynamoDbLocalServer implements AutoCloseable {

    /** How many ports are tried: another process may take one between its choice and the server's start. */
    private static final int MAX_PORTS = 5;

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
        for (int ports = 1; ; ports++) {
            try {
                return startOn(freePort());
            } catch (Exception e) {
                if (!(e instanceof IOException) || ports == MAX_PORTS) {
                    throw new IllegalStateException("DynamoDB Local did not start", e);
                }
            }
        }
    }

    private static DynamoDbLocalServer startOn(int port) throws Exception {
        CommandLineInput settings =
                new CommandLineInput(new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
        if (!settings.init()) {
            throw new IllegalStateException("DynamoDB Local refused its settings");
        }
        // not by way of createServerFromCommandLineArgs, which prints the settings to System.out
        DynamoDBProxyServer server = ServerRunner.createServer(settings);
        try {
            // not start(), which prints that the port is taken and goes on without a server
            server.safeStart();
        } catch (IOException e) {
            server.stop();
            throw e;
        }
        return new DynamoDbLocalServer(server, port);
    }

    /**
     * Where the server answers.
     *
     * @return the endpoint for a client
     */
    public URI endpoint() {
        return URI.create("http://localhost:" + port);
    }

    /**
     * A region for the client. Tables are kept apart by region and access key.
     *
     * @return the region
     */
    public String region() {
        return "us-east-1";
    }

    /**
     * An access key for the client, of the letters and digits that the server allows.
     *
     * @return the access key
     */
    public String accessKeyId() {
        return "local";
    }

    /**
     * A secret key for the client.
     *
     * @return the secret key; any is accepted
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
