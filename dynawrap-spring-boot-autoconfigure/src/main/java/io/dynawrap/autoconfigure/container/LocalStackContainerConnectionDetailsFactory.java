package io.dynawrap.autoconfigure.container;

import io.dynawrap.autoconfigure.dynamodb.DynamoDbConnectionDetails;
import java.net.URI;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.localstack.LocalStackContainer;

/** For {@code @ServiceConnection} on a {@link LocalStackContainer}. */
final class LocalStackContainerConnectionDetailsFactory
        extends ContainerConnectionDetailsFactory<LocalStackContainer, DynamoDbConnectionDetails> {

    LocalStackContainerConnectionDetailsFactory() {
        super(ANY_CONNECTION_NAME, Images.CLIENT_CLASS);
    }

    @Override
    protected DynamoDbConnectionDetails getContainerConnectionDetails(
            ContainerConnectionSource<LocalStackContainer> source) {
        return new Details(source);
    }

    private static final class Details extends ContainerConnectionDetails<LocalStackContainer>
            implements DynamoDbConnectionDetails {

        private Details(ContainerConnectionSource<LocalStackContainer> source) {
            super(source);
        }

        @Override
        public URI endpoint() {
            return getContainer().getEndpoint();
        }

        @Override
        public String region() {
            return getContainer().getRegion();
        }

        @Override
        public String accessKeyId() {
            return getContainer().getAccessKey();
        }

        @Override
        public String secretAccessKey() {
            return getContainer().getSecretKey();
        }
    }
}
