package io.dynawrap.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dynawrap.DbItem;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.autoconfigure.Clients;
import io.dynawrap.autoconfigure.Contexts;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.embedded.DynamoDbLocalServer;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.Backend;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynawrapHealthTest {

    @DbItem(pk = "USER#{owner}", sk = "STORY#{n}", table = "stories")
    record Story(String owner, int n) {}

    @DbItem(pk = "USER#{owner}", sk = "NOTE#{n}", table = "notes")
    record Note(String owner, int n) {}

    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    @Test
    void itIsUpOnPostgresWhenEachTableCanBeReadAndDownWhenOneCannot() {
        DefaultItemStore store;
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start()) {
            store = new DefaultItemStore(postgres(server.jdbcUrl(), server.username(), server.password()));
            checkTables(store, "postgres");
        }
        assertThat(new DynawrapHealthIndicator(store.admin(), TIMEOUT).health())
                .isEqualTo(Health.down()
                        .withDetail("backend", "postgres")
                        .withDetail("tables", Map.of("notes", TableState.FAILED, "stories", TableState.FAILED))
                        .build());
    }

    @Test
    void itIsUpOnDynamoDbWhenEachTableCanBeReadAndDownWhenOneCannot() {
        try (DynamoDbLocalServer server = DynamoDbLocalServer.start()) {
            DynamoDbClient client = DynamoDbClient.builder()
                    .httpClientBuilder(Apache5HttpClient.builder())
                    .endpointOverride(server.endpoint())
                    .region(Region.of(server.region()))
                    .credentialsProvider(StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey())))
                    .build();
            checkTables(new DefaultItemStore(new DynamoDbBackend(client)), "dynamodb");
        }
    }

    private static void checkTables(DefaultItemStore store, String backend) {
        DynawrapHealthIndicator indicator = new DynawrapHealthIndicator(store.admin(), TIMEOUT);
        store.register(List.of(Story.class, Note.class));
        store.createTable("stories");
        assertThat(indicator.health())
                .isEqualTo(Health.down()
                        .withDetail("backend", backend)
                        .withDetail("tables", Map.of("notes", TableState.MISSING, "stories", TableState.UP))
                        .build());
        store.createTable("notes");
        assertThat(indicator.health())
                .isEqualTo(Health.up()
                        .withDetail("backend", backend)
                        .withDetail("tables", Map.of("notes", TableState.UP, "stories", TableState.UP))
                        .build());
    }

    /** One call with a wrong name, perhaps of a user, must not take an application out of service. */
    @Test
    void aTableThatOnlyACallNamesDoesNotCount() {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start()) {
            DefaultItemStore store =
                    new DefaultItemStore(postgres(server.jdbcUrl(), server.username(), server.password()));
            store.register(List.of(Story.class));
            store.createTable("stories");
            assertThatThrownBy(() -> store.table("absent").save(new Story("joe", 1)))
                    .isInstanceOf(TableNotFoundException.class);

            assertThat(new DynawrapHealthIndicator(store.admin(), TIMEOUT).health())
                    .isEqualTo(Health.up()
                            .withDetail("backend", "postgres")
                            .withDetail("tables", Map.of("stories", TableState.UP))
                            .build());
        }
    }

    /** One table is locked, as by a long ALTER TABLE. */
    @Test
    void aTableThatDoesNotAnswerKeepsNoOtherFromBeingRead() throws Exception {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start()) {
            DefaultItemStore store =
                    new DefaultItemStore(postgres(server.jdbcUrl(), server.username(), server.password()));
            store.register(List.of(Story.class, Note.class));
            store.createTable("stories");
            DynawrapHealthIndicator indicator = new DynawrapHealthIndicator(store.admin(), Duration.ofMillis(100));
            try (Connection locking =
                            DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
                    Connection creating =
                            DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password())) {
                locking.setAutoCommit(false);
                locking.createStatement().execute("LOCK TABLE stories");
                await().atMost(TIMEOUT)
                        .until(() -> tables(indicator)
                                .equals(Map.of("notes", TableState.MISSING, "stories", TableState.NO_ANSWER)));
                creating.createStatement()
                        .execute("CREATE TABLE notes (pk text, sk text, schema_version text, data jsonb)");
                await().atMost(TIMEOUT)
                        .until(() -> tables(indicator)
                                .equals(Map.of("notes", TableState.UP, "stories", TableState.NO_ANSWER)));
            }
            await().atMost(TIMEOUT)
                    .until(() -> tables(indicator).equals(Map.of("notes", TableState.UP, "stories", TableState.UP)));
        }
    }

    private static Object tables(DynawrapHealthIndicator indicator) {
        return indicator.health().getDetails().get("tables");
    }

    @Test
    void itIsUnknownWithoutATable() {
        Backend nowhere = postgres(Contexts.POSTGRES_URL, "", "");
        assertThat(new DynawrapHealthIndicator(new DefaultItemStore(nowhere).admin())
                        .health()
                        .getStatus())
                .isEqualTo(Status.UNKNOWN);
    }

    /** The socket takes connections and never answers. */
    @Test
    void itAnswersInTimeWhateverTheClientWaitsForAndBeginsNoSecondLook() throws Exception {
        Set<Thread> before = looks();
        try (ServerSocket silent = new ServerSocket(0)) {
            DefaultItemStore store = new DefaultItemStore(
                    postgres("jdbc:postgresql://localhost:" + silent.getLocalPort() + "/none?sslmode=disable", "", ""));
            store.register(List.of(Story.class));
            DynawrapHealthIndicator indicator = new DynawrapHealthIndicator(store.admin(), Duration.ofMillis(100));
            for (int look = 0; look < 3; look++) {
                assertThat(indicator.health())
                        .isEqualTo(Health.down()
                                .withDetail("backend", "postgres")
                                .withDetail("tables", Map.of("stories", TableState.NO_ANSWER))
                                .build());
            }
            assertThat(looks()).filteredOn(thread -> !before.contains(thread)).hasSize(1);
        }
    }

    private static Set<Thread> looks() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("dynawrap-health"))
                .collect(Collectors.toSet());
    }

    private final ApplicationContextRunner runner = Contexts.runner()
            .withConfiguration(AutoConfigurations.of(DynawrapHealthAutoConfiguration.class))
            .withPropertyValues("dynawrap.dynamodb.region=eu-west-1");

    @Test
    void theContributorIsThereUnlessItIsTurnedOff() {
        runner.run(context -> assertThat(context).hasBean("dynawrapHealthContributor"));
        runner.withPropertyValues("management.health.dynawrap.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(HealthContributor.class));
        runner.withPropertyValues("management.health.defaults.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(HealthContributor.class));
    }

    @Test
    void eachOfSeveralStoresHasItsHealth() {
        runner.withBean("one", StoreAdmin.class, () -> dynamoDb().admin())
                .withBean("other", StoreAdmin.class, () -> dynamoDb().admin())
                .run(context -> assertThat(context.getBean(CompositeHealthContributor.class).stream())
                        .extracting(entry -> entry.name())
                        .containsExactlyInAnyOrder("one", "other"));
    }

    private static DefaultItemStore dynamoDb() {
        return new DefaultItemStore(new DynamoDbBackend(Clients.dynamoDb()));
    }

    private static Backend postgres(String url, String user, String password) {
        return new PostgresBackend(new JdbcTemplate(new DriverManagerDataSource(url, user, password)));
    }
}
