package io.dynawrap.autoconfigure.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.autoconfigure.Applications;
import io.dynawrap.autoconfigure.Contexts;
import io.dynawrap.autoconfigure.models.stories.EarlyStoriesApplication;
import io.dynawrap.autoconfigure.models.stories.StoriesApplication;
import io.dynawrap.autoconfigure.models.stories.Story;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.Backend;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables of an application's models on a real PostgreSQL. Each test has a prefix of its own. */
class TablesOnPostgresTest {

    /** Far above what the start of many applications takes. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static EmbeddedPostgresServer server;

    @BeforeAll
    static void startServer() {
        server = EmbeddedPostgresServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void theTablesOfTheModelsAreCreatedOnce() {
        for (int start = 0; start < 2; start++) {
            try (ConfigurableApplicationContext context =
                    start(StoriesApplication.class, "dynawrap.table-prefix=once-")) {
                assertThat(tables("public", "once-%")).containsExactly("once-stories", "once-user-events");
            }
        }
    }

    @Test
    void theTablesAreThereForABeanThatUsesTheStoreAtStartup() {
        try (ConfigurableApplicationContext context =
                start(EarlyStoriesApplication.class, "dynawrap.table-prefix=early-")) {
            assertThat(context.getBean("storiesAtStartup")).isEqualTo(List.of(new Story("johndoe", "1", "First")));
        }
    }

    @Test
    void aTableHasTheNameThatIsGivenForIt() {
        try (ConfigurableApplicationContext context = start(
                StoriesApplication.class, "dynawrap.table-prefix=named-", "dynawrap.tables.stories.name=named-Tales")) {
            assertThat(tables("public", "named-%")).containsExactly("named-Tales", "named-user-events");
            ItemStore store = context.getBean(ItemStore.class);
            store.save(new Story("johndoe", "1", "First"));
            assertThat(store.get("stories", Story.class, KeyValues.of("owner", "johndoe", "storyId", "1")))
                    .contains(new Story("johndoe", "1", "First"));
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aStatementThatWaitsForALockEndsAtTheTimeLimit() throws SQLException {
        try (ConfigurableApplicationContext context = start(
                        StoriesApplication.class,
                        "dynawrap.table-prefix=locked-",
                        "dynawrap.postgres.query-timeout=1s");
                Connection other =
                        DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password())) {
            ItemStore store = context.getBean(ItemStore.class);
            store.save(new Story("johndoe", "1", "First"));
            other.setAutoCommit(false);
            other.createStatement().execute("SELECT FROM \"locked-stories\" FOR UPDATE");

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.save(new Story("johndoe", "1", "Second")))
                    .matches(e -> e.problem() == StoreProblem.TIMEOUT)
                    .matches(StoreException::isTransient);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theTablesOfALazyStoreStayWhenItsFirstCallerRollsBack(boolean autoCommit) {
        String prefix = "lazy-" + autoCommit + "-";
        try (ConfigurableApplicationContext context = start(
                StoriesApplication.class,
                "dynawrap.table-prefix=" + prefix,
                "spring.datasource.hikari.auto-commit=" + autoCommit,
                "spring.main.lazy-initialization=true")) {
            TransactionTemplate transaction =
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            transaction.executeWithoutResult(status -> {
                context.getBean(ItemStore.class).save(new Story("johndoe", "1", "First"));
                status.setRollbackOnly();
            });

            assertThat(tables("public", prefix + "%")).containsExactly(prefix + "stories", prefix + "user-events");
            ItemStore store = context.getBean(ItemStore.class);
            assertThat(store.query(Story.class, KeyValues.of("owner", "johndoe"))
                            .list())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "false, 1"})
    void behindATransactionPoolerNoStatementHasAName(boolean transactionPooler, int named) {
        try (ConfigurableApplicationContext context = start(
                StoriesApplication.class,
                "dynawrap.table-prefix=pooler-",
                "dynawrap.postgres.transaction-pooler=" + transactionPooler,
                "spring.datasource.hikari.maximum-pool-size=1")) {
            ItemStore store = context.getBean(ItemStore.class);
            for (int call = 0; call < 10; call++) {
                store.get(Story.class, KeyValues.of("owner", "johndoe", "storyId", "1"));
            }

            assertThat(context.getBean(JdbcTemplate.class)
                            .queryForObject(
                                    "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%schema_version%'",
                                    Integer.class))
                    .isEqualTo(named);
        }
    }

    @Test
    void theTablesAreInTheSchemaThatAScriptMadeBefore() {
        try (ConfigurableApplicationContext context = start(
                StoriesApplication.class,
                "dynawrap.postgres.schema=app",
                "spring.sql.init.mode=always",
                "spring.sql.init.schema-locations=classpath:schema-app.sql")) {
            assertThat(tables("app", "%")).containsExactly("stories", "user-events");
        }
    }

    @Test
    void anEarlyUserOfABackendOfTheApplicationsComesAfterTheScript() {
        try (ConfigurableApplicationContext context = start(
                WithBackend.class,
                "spring.sql.init.mode=always",
                "spring.sql.init.schema-locations=classpath:schema-own.sql")) {
            assertThat(context.getBean("storiesAtStartup")).isEqualTo(List.of(new Story("johndoe", "1", "First")));
        }
    }

    /** A table that a tool is creating holds the applications up until all of them have seen that there is none. */
    @Test
    void sixteenApplicationsThatStartTogetherAllFindTheirTables() throws SQLException {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (Connection creating =
                DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password())) {
            creating.setAutoCommit(false);
            creating.createStatement().execute("CREATE TABLE \"together-stories\" ()");
            List<CompletableFuture<List<Story>>> starting = IntStream.range(0, 16)
                    .mapToObj(n -> CompletableFuture.supplyAsync(TablesOnPostgresTest::startTogether, threads))
                    .toList();
            await().atMost(PATIENCE)
                    .until(() -> blocked() == 16 || starting.stream().anyMatch(CompletableFuture::isDone));
            creating.rollback();
            assertThat(starting)
                    .allSatisfy(application -> assertThat(application)
                            .succeedsWithin(PATIENCE)
                            .isEqualTo(List.of(new Story("johndoe", "1", "First"))));
        } finally {
            threads.shutdown();
        }
        assertThat(tables("public", "together-%")).containsExactly("together-stories", "together-user-events");
    }

    private static List<Story> startTogether() {
        String[] properties = atServer(
                "dynawrap.table-prefix=together-",
                "spring.datasource.hikari.connection-timeout=" + PATIENCE.toMillis(),
                "spring.datasource.hikari.maximum-pool-size=1",
                "spring.datasource.hikari.data-source-properties.ApplicationName=together");
        try (ConfigurableApplicationContext context =
                Applications.startBesideOthers(EarlyStoriesApplication.class, properties)) {
            return context.getBean(ItemStore.class)
                    .query(Story.class, KeyValues.of("owner", "johndoe"))
                    .list();
        }
    }

    private static Integer blocked() {
        return jdbc().queryForObject(
                        "SELECT count(*) FROM pg_stat_activity"
                                + " WHERE application_name = 'together' AND wait_event_type = 'Lock'",
                        Integer.class);
    }

    @Test
    void withoutTableCreationNoCallIsMade() {
        try (ConfigurableApplicationContext context = Applications.start(
                StoriesApplication.class,
                "spring.datasource.url=" + Contexts.POSTGRES_URL,
                "dynawrap.create-tables=false")) {
            assertThat(context.getBeanProvider(ItemStore.class).getIfUnique()).isNotNull();
        }
    }

    private static ConfigurableApplicationContext start(Class<?> application, String... properties) {
        return Applications.start(application, atServer(properties));
    }

    private static String[] atServer(String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("spring.datasource.url=" + server.jdbcUrl());
        all.add("spring.datasource.username=" + server.username());
        all.add("spring.datasource.password=" + server.password());
        return all.toArray(String[]::new);
    }

    private static JdbcTemplate jdbc() {
        return new JdbcTemplate(new DriverManagerDataSource(server.jdbcUrl(), server.username(), server.password()));
    }

    private static List<String> tables(String schema, String pattern) {
        return jdbc().queryForList("""
                        SELECT tablename::text
                        FROM pg_tables
                        WHERE schemaname = ? AND tablename LIKE ?
                        ORDER BY tablename
                        """, String.class, schema, pattern);
    }

    @Configuration(proxyBeanMethods = false)
    @Import(EarlyStoriesApplication.class)
    static class WithBackend {

        @Bean
        Backend backend(DataSource dataSource) {
            return new PostgresBackend(new JdbcTemplate(dataSource), "own");
        }
    }
}
