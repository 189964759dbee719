package io.dynawrap.test;

import io.dynawrap.autoconfigure.DynamoDbConnectionDetails;
import io.dynawrap.embedded.DynamoDbLocalServer;
import java.net.URI;

record DynamoDbLocalConnectionDetails(DynamoDbLocalServer server) implements DynamoDbConnectionDetails {

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
        return server.accessKeyId();
    }

    @Override
    public String secretAccessKey() {
        return server.secretAccessKey();
    }
}
