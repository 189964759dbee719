package io.dynawrap.autoconfigure;

import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Clients that an application might have made itself. */
public final class Clients {

    private Clients() {}

    public static DynamoDbClient dynamoDb() {
        return DynamoDbClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .region(Region.EU_CENTRAL_1)
                .build();
    }
}
