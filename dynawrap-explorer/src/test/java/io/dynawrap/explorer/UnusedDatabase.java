package io.dynawrap.explorer;

import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.spi.Backend;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A backend for applications that never call their database. */
final class UnusedDatabase {

    private UnusedDatabase() {}

    static Backend backend() {
        return new DynamoDbBackend(DynamoDbClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .region(Region.EU_CENTRAL_1)
                .build());
    }
}
