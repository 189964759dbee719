package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.engine.DefaultItemStore;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The backend on AWS's own image of DynamoDB Local, where there is Docker. */
@Testcontainers(disabledWithoutDocker = true)
class DynamoDbContainersIT {

    private static final int PORT = 8000;

    @Container
    private static final GenericContainer<?> SERVER =
            new GenericContainer<>("amazon/dynamodb-local:3.3.0").withExposedPorts(PORT);

    @Test
    void itemsAreSavedFoundAndQueried() {
        try (DynamoDbClient client = client()) {
            ItemStore store = new DefaultItemStore(new DynamoDbBackend(client)).table("stories");
            store.createTable();
            Comment first = store.save(new Comment("johndoe", 1, "first"));
            Comment second = store.save(new Comment("johndoe", 2, "second"));

            assertThat(store.get(Comment.class, KeyValues.of("owner", "johndoe", "n", 2)))
                    .contains(second);
            assertThat(store.query(Comment.class, KeyValues.of("owner", "johndoe"))
                            .list())
                    .containsExactly(first, second);
        }
    }

    private static DynamoDbClient client() {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create("http://" + SERVER.getHost() + ":" + SERVER.getMappedPort(PORT)))
                .region(Region.US_EAST_1)
                .httpClientBuilder(Apache5HttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }
}
