package io.dynawrap.docs;

import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.embedded.DynamoDbLocalServer;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.Backend;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** The servers that the examples of the guides run on; they end with the JVM. */
public enum Server {
    POSTGRES,
    DYNAMODB;

    private static final class Postgres {
        static final EmbeddedPostgresServer SERVER = EmbeddedPostgresServer.start();
        static final AtomicInteger DATABASES = new AtomicInteger();
    }

    private static final class DynamoDb {
        static final DynamoDbLocalServer SERVER = DynamoDbLocalServer.start();
        static final AtomicInteger ACCOUNTS = new AtomicInteger();
    }

    /** A backend that sees no table of another one. */
    public Backend backend() {
        return this == POSTGRES
                ? new PostgresBackend(jdbc())
                : new DynamoDbBackend(dynamoDb().build());
    }

    /** A new database, as the superuser sees it. */
    public static JdbcTemplate jdbc() {
        String database = "guide" + Postgres.DATABASES.incrementAndGet();
        jdbc("postgres", Postgres.SERVER.username()).execute("CREATE DATABASE " + database);
        return jdbc(database, Postgres.SERVER.username());
    }

    /** A database as a role sees it. */
    public static JdbcTemplate jdbc(String database, String role) {
        return new JdbcTemplate(new DriverManagerDataSource(Postgres.SERVER.jdbcUrl(database), role, "any"));
    }

    /** A client with an account of its own. */
    public static DynamoDbClientBuilder dynamoDb() {
        URI endpoint = DynamoDb.SERVER.endpoint();
        String account = "guide" + DynamoDb.ACCOUNTS.incrementAndGet();
        return DynamoDbClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(endpoint)
                .region(Region.of(DynamoDb.SERVER.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "any")));
    }
}
