package io.dynawrap.test;

import io.dynawrap.autoconfigure.dynamodb.DynamoDbConnectionDetails;
import io.dynawrap.embedded.DynamoDbLocalServer;
import java.net.URI;

/**
 * The tables of one application context, on the server that all contexts share. DynamoDB Local has separate tables for
 * each access key.
 */
final class DynamoDbLocalAccount implements DynamoDbConnectionDetails, AutoCloseable {

    private static final SharedServer<DynamoDbLocalServer> SHARED = new SharedServer<>(DynamoDbLocalServer::start);

    private final DynamoDbLocalServer server;
    private final String accessKeyId;

    private DynamoDbLocalAccount(DynamoDbLocalServer server, String accessKeyId) {
        this.server = server;
        this.accessKeyId = accessKeyId;
    }

    /** Creates an account without tables. */
    static DynamoDbLocalAccount onSharedServer() {
        DynamoDbLocalServer server = SHARED.acquire();
        return new DynamoDbLocalAccount(server, SHARED.newName(server.accessKeyId()));
    }

    @Override
    public URI endpoint() {
        return server.endpoint();
    }

    @Override
    public String region() {
        return server.region();
    }

    @Override
    public String accessKeyId() {
        return accessKeyId;
    }

    @Override
    public String secretAccessKey() {
        return server.secretAccessKey();
    }

    @Override
    public void close() {
        if (!Restarts.mayHappen()) {
            SHARED.release();
        }
    }
}
