package io.dynawrap.autoconfigure.container;

import io.dynawrap.autoconfigure.dynamodb.DynamoDbConnectionDetails;
import java.net.URI;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

/** For a service of {@code compose.yaml} that offers DynamoDB's API. */
abstract class ComposeConnectionDetailsFactory
        extends DockerComposeConnectionDetailsFactory<DynamoDbConnectionDetails> {

    private final int port;

    ComposeConnectionDetailsFactory(int port, String... images) {
        super(images, Images.CLIENT_CLASS);
        this.port = port;
    }

    @Override
    protected final DynamoDbConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
        return new Details(source.getRunningService(), port);
    }

    private static final class Details extends DockerComposeConnectionDetails implements LocalDynamoDb {

        private final URI endpoint;

        private Details(RunningService service, int port) {
            super(service);
            this.endpoint = LocalDynamoDb.http(service.host(), service.ports().get(port));
        }

        @Override
        public URI endpoint() {
            return endpoint;
        }
    }
}
