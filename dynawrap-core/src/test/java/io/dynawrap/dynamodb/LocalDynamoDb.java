package io.dynawrap.dynamodb;

import io.dynawrap.embedded.DynamoDbLocalServer;
import java.util.UUID;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** One DynamoDB Local and its clients, for all tests that are extended with it. */
final class LocalDynamoDb implements BeforeAllCallback {

    private static volatile Resources resources;

    @Override
    public void beforeAll(ExtensionContext context) {
        Store store = context.getRoot().getStore(Namespace.create(LocalDynamoDb.class));
        resources = store.computeIfAbsent(Resources.class, key -> Resources.start(), Resources.class);
    }

    static DynamoDbClient client() {
        return resources.client;
    }

    static DynamoDbStreamsClient streams() {
        return resources.streams;
    }

    /** A further client, for the caller to change, to build and to close. */
    static DynamoDbClientBuilder clientBuilder() {
        return configured(DynamoDbClient.builder(), resources.server);
    }

    /** The name of a table that no other test uses. */
    static String newTableName() {
        return "test-" + UUID.randomUUID();
    }

    private static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(
            B builder, DynamoDbLocalServer server) {
        return builder.endpointOverride(server.endpoint())
                .region(Region.of(server.region()))
                .httpClientBuilder(Apache5HttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey())));
    }

    private record Resources(DynamoDbLocalServer server, DynamoDbClient client, DynamoDbStreamsClient streams)
            implements AutoCloseable {

        static Resources start() {
            DynamoDbLocalServer server = DynamoDbLocalServer.start();
            return new Resources(
                    server,
                    configured(DynamoDbClient.builder(), server).build(),
                    configured(DynamoDbStreamsClient.builder(), server).build());
        }

        @Override
        public void close() {
            streams.close();
            client.close();
            server.close();
        }
    }
}
