package io.dynawrap.autoconfigure.container;

import io.dynawrap.autoconfigure.dynamodb.DynamoDbConnectionDetails;
import java.net.URI;
import java.util.List;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.containers.Container;

/** For {@code @ServiceConnection} on a container of one of the images of DynamoDB Local. */
final class DynamoDbLocalContainerConnectionDetailsFactory
        extends ContainerConnectionDetailsFactory<Container<?>, DynamoDbConnectionDetails> {

    DynamoDbLocalContainerConnectionDetailsFactory() {
        super(List.of(Images.DYNAMODB_LOCAL, Images.DYNAMODB_LOCAL_ECR), Images.CLIENT_CLASS);
    }

    @Override
    protected DynamoDbConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
        return new Details(source);
    }

    private static final class Details extends ContainerConnectionDetails<Container<?>> implements LocalDynamoDb {

        private Details(ContainerConnectionSource<Container<?>> source) {
            super(source);
        }

        @Override
        public URI endpoint() {
            return LocalDynamoDb.http(
                    getContainer().getHost(), getContainer().getMappedPort(Images.DYNAMODB_LOCAL_PORT));
        }
    }
}
