package io.dynawrap;

import com.zaxxer.hikari.HikariConfig;
import io.dynawrap.embedded.DynamoDbLocalServer;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The real servers that all tests of this module share; they end with the JVM. */
public final class TestServers {

    /** Far above what anything in a test takes, so that no test depends on it. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final class Postgres {
        static final EmbeddedPostgresServer SERVER = EmbeddedPostgresServer.start();
    }

    private static final class DynamoDb {
        static final DynamoDbLocalServer SERVER = DynamoDbLocalServer.start();

        static final StaticCredentialsProvider CREDENTIALS = StaticCredentialsProvider.create(
                AwsBasicCredentials.create(SERVER.accessKeyId(), SERVER.secretAccessKey()));

        static final DynamoDbClient CLIENT = DynamoDbClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(SERVER.endpoint())
                .region(Region.of(SERVER.region()))
                .credentialsProvider(CREDENTIALS)
                .build();

        static final DynamoDbStreamsClient STREAMS = DynamoDbStreamsClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(SERVER.endpoint())
                .region(Region.of(SERVER.region()))
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    private TestServers() {}

    /** The settings of a connection pool on a database of the PostgreSQL server. */
    public static HikariConfig postgres(String database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Postgres.SERVER.jdbcUrl(database));
        config.setUsername(Postgres.SERVER.username());
        config.setPassword(Postgres.SERVER.password());
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(20);
        return config;
    }

    public static DynamoDbClient dynamoDb() {
        return DynamoDb.CLIENT;
    }

    public static DynamoDbStreamsClient dynamoDbStreams() {
        return DynamoDb.STREAMS;
    }
}
