package io.dynawrap.autoconfigure.container;

import io.dynawrap.embedded.DynamoDbLocalServer;
import org.testcontainers.containers.GenericContainer;

/** A container of any image that needs no Docker: behind it is a DynamoDB Local in this process. */
final class DynamoDbContainer extends GenericContainer<DynamoDbContainer> {

    private final String image;
    private final DynamoDbLocalServer server;

    DynamoDbContainer(String image, DynamoDbLocalServer server) {
        super(image);
        this.image = image;
        this.server = server;
    }

    /** Otherwise Docker is asked for it. */
    @Override
    public String getDockerImageName() {
        return image;
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
    public String getHost() {
        return server.endpoint().getHost();
    }

    /** Fails for a port that the image does not have. */
    @Override
    public Integer getMappedPort(int originalPort) {
        if (originalPort != 8000) {
            throw new IllegalArgumentException("Port " + originalPort);
        }
        return server.endpoint().getPort();
    }
}
