package io.dynawrap.embedded;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * A DynamoDB Local on a free port of this machine, with its data in memory, streams included. Accepts connections from this
 * machine only: any credentials open it, and tests may hold copies of real data.
 */
public final class DynamoDbLocalServer implements AutoCloseable {

    private final Server server;
    private final LocalDynamoDBServerHandler handler;
    private final URI endpoint;

    private DynamoDbLocalServer(Server server, LocalDynamoDBServerHandler handler) {
        this.server = server;
        this.handler = handler;
        this.endpoint = URI.create(
                "http://" + loopback().getHostAddress() + ":" + server.getURI().getPort());
    }

    /**
     * Starts a server.
     *
     * @return the server, accepting requests
     */
    public static DynamoDbLocalServer start() {
        // not by way of its ServerRunner, whose server listens on all interfaces
        LocalDynamoDBServerHandler handler =
                new LocalDynamoDBServerHandler(new LocalDynamoDBRequestHandler(0, true, null, false, false), null);
        Server server = new Server(new InetSocketAddress(loopback(), 0));
        server.setHandler(new ContextHandler(handler));
        try {
            server.start();
            return new DynamoDbLocalServer(server, handler);
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local did not start", e);
        }
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    /**
     * Returns where the server answers.
     *
     * @return the endpoint for a client
     */
    public URI endpoint() {
        return endpoint;
    }

    /**
     * Returns a region for the client. Tables are kept apart by region and access key.
     *
     * @return the region
     */
    public String region() {
        return "us-east-1";
    }

    /**
     * Returns an access key for the client, of the letters and digits that the server allows.
     *
     * @return the access key
     */
    public String accessKeyId() {
        return "local";
    }

    /**
     * Returns a secret key for the client.
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
        } finally {
            handler.close();
        }
    }
}
