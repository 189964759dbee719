package io.dynawrap.autoconfigure.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.autoconfigure.Applications;
import io.dynawrap.autoconfigure.Contexts;
import io.dynawrap.autoconfigure.ItemStoreFactory;
import io.dynawrap.autoconfigure.models.expiring.ExpiringApplication;
import io.dynawrap.autoconfigure.models.expiring.Session;
import io.dynawrap.autoconfigure.models.stories.StoriesApplication;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.engine.StoreDescription;
import io.dynawrap.observe.OperationListener;
import io.dynawrap.observe.StoreListener;
import io.dynawrap.postgres.PostgresBackend;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The sweep of a running application on a real PostgreSQL. Each test has a prefix of its own. */
class ExpirySweeperTest {

    /** Far above what anything here takes, so that no test depends on it. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Instant NOON = Instant.parse("2001-02-03T12:00:00Z");

    private static EmbeddedPostgresServer server;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeAll
    static void startServer() {
        server = EmbeddedPostgresServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /** Spring Boot sets up the logging when an application starts, so this comes after that. */
    private void listen() {
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger().addAppender(log);
        logger().setAdditive(false);
        logger().setLevel(Level.INFO);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
        logger().setAdditive(true);
        logger().setLevel(null);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(ExpirySweeper.class);
    }

    private ConfigurableApplicationContext start(String prefix, Class<?> application, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("dynawrap.table-prefix=" + prefix + "-");
        all.add("dynawrap.postgres.expiry-sweep.pause=20ms");
        all.add("spring.datasource.url=" + server.jdbcUrl());
        all.add("spring.datasource.username=" + server.username());
        all.add("spring.datasource.password=" + server.password());
        ConfigurableApplicationContext context = Applications.start(application, all.toArray(String[]::new));
        listen();
        return context;
    }

    private static JdbcTemplate jdbc() {
        return new JdbcTemplate(new DriverManagerDataSource(server.jdbcUrl(), server.username(), server.password()));
    }

    private static int rows(String prefix) {
        return jdbc().queryForObject("SELECT count(*) FROM \"" + prefix + "-sessions\"", Integer.class);
    }

    private static void save(ConfigurableApplicationContext context, int sessions, Instant expiresAt) {
        context.getBean(ItemStore.class)
                .batchWrite(IntStream.range(0, sessions)
                        .mapToObj(n -> new Session("joe", expiresAt.getEpochSecond() + "-" + n, expiresAt))
                        .toList());
    }

    @Test
    void expiredItemsAreDeletedByTheClockOfTheApplicationAndNoOthers() {
        try (ConfigurableApplicationContext context =
                start("clock", AtNoon.class, "dynawrap.postgres.expiry-sweep.chunk=3")) {
            save(context, 10, NOON);
            save(context, 2, NOON.plusSeconds(1));

            await().atMost(PATIENCE).until(() -> rows("clock") == 2);
            assertThat(context.getBean(ItemStore.class)
                            .query(Session.class, KeyValues.of("owner", "joe"))
                            .list())
                    .hasSize(2);
        }
    }

    @Test
    void withoutAClockThatOfTheSystemDecides() {
        try (ConfigurableApplicationContext context = start("system", ExpiringApplication.class)) {
            save(context, 3, Instant.now().minusSeconds(60));
            save(context, 2, Instant.now().plus(Duration.ofDays(1)));

            await().atMost(PATIENCE).until(() -> rows("system") == 2);
        }
    }

    @Test
    void aSweepIsMetered() {
        try (ConfigurableApplicationContext context = start("meters", WithMeters.class)) {
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            save(context, 7, NOON);

            await().atMost(PATIENCE)
                    .until(() ->
                            meters.find("dynawrap.store.items").tag("operation", "sweepExpired").summaries().stream()
                                            .mapToDouble(summary -> summary.totalAmount())
                                            .sum()
                                    == 7);
            assertThat(meters.find("dynawrap.store")
                            .tag("operation", "sweepExpired")
                            .tag("table", "sessions")
                            .timer())
                    .isNotNull();
        }
    }

    @Test
    void aFailureIsLoggedOnceAndItsEndOnceAndTheSweepGoesOn() {
        try (ConfigurableApplicationContext context = start("fails", Counted.class)) {
            jdbc().execute("ALTER TABLE \"fails-sessions\" RENAME TO \"hidden-sessions\"");
            await().atMost(PATIENCE).until(() -> !logged(Level.WARN).isEmpty());
            await().atMost(PATIENCE)
                    .until(() ->
                            context.getBean(CountingListener.class).failures.get() > 3);

            jdbc().execute("ALTER TABLE \"hidden-sessions\" RENAME TO \"fails-sessions\"");
            await().atMost(PATIENCE).until(() -> !logged(Level.INFO).isEmpty());
            save(context, 3, NOON);
            await().atMost(PATIENCE).until(() -> rows("fails") == 0);
            assertThat(logged(Level.WARN)).singleElement().asString().contains("sessions", "cannot be deleted");
            assertThat(logged(Level.INFO)).singleElement().asString().contains("deleted again");
        }
    }

    @Test
    void eachTimeThatTheStoreIsNotAvailableIsLoggedOnceAndItsEndOnce() {
        StoreDescription description = new StoreDescription(
                "postgres", new StoreDescription.Limits(0, 0, 0, 0, 0, 0, 0), List.of(), List.of());
        StoreAdmin admin = mock(StoreAdmin.class, call -> description);
        AtomicBoolean available = new AtomicBoolean();
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        RootBeanDefinition definition = new RootBeanDefinition(StoreAdmin.class, () -> {
            if (!available.get()) {
                throw new IllegalStateException("no store");
            }
            return admin;
        });
        definition.setScope(BeanDefinition.SCOPE_PROTOTYPE);
        beans.registerBeanDefinition("admin", definition);
        ExpirySweeper sweeper =
                new ExpirySweeper(beans, new PostgresProperties.ExpirySweep(true, Duration.ofMillis(1), 10));
        listen();
        sweeper.start();
        try {
            await().atMost(PATIENCE).until(() -> logged(Level.WARN).size() == 1);
            available.set(true);
            await().atMost(PATIENCE).until(() -> logged(Level.INFO).size() == 1);
            available.set(false);
            await().atMost(PATIENCE).until(() -> logged(Level.WARN).size() == 2);
        } finally {
            sweeper.stop();
        }
        assertThat(logged(Level.INFO))
                .containsExactly("The sweep of expired items has the store of the bean 'admin' again");
    }

    @Test
    void furtherStoresOnPostgresAreSweptToo() {
        try (ConfigurableApplicationContext context =
                start("first", WithArchive.class, "dynawrap.stores.archive.table-prefix=archive-")) {
            save(context, 3, NOON);
            context.getBean("archive", ItemStore.class).save("sessions", new Session("joe", "1", NOON));

            await().atMost(PATIENCE).until(() -> rows("first") == 0 && rows("archive") == 0);
        }
    }

    private List<String> logged(Level level) {
        return log.list.stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** The lock is held until the application has stopped; a sweep that were waited for would never let it. */
    @Test
    void anApplicationStopsAlthoughASweepWaitsForTheDatabase() throws SQLException {
        ConfigurableApplicationContext context =
                start("stops", AtNoon.class, "spring.datasource.hikari.data-source-properties.ApplicationName=stops");
        try (Connection holder = DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password())) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE \"stops-sessions\"");
            await().atMost(PATIENCE)
                    .until(() -> jdbc().queryForObject(
                                            "SELECT count(*) FROM pg_stat_activity"
                                                    + " WHERE application_name = 'stops' AND wait_event_type = 'Lock'",
                                            Integer.class)
                            > 0);

            assertThat(CompletableFuture.runAsync(context::close)).succeedsWithin(PATIENCE);
            holder.rollback();
        }
        assertThat(logged(Level.WARN)).isEmpty();
    }

    @Test
    void itStartsAgainAfterAStop() {
        try (ConfigurableApplicationContext context = start("again", AtNoon.class)) {
            ExpirySweeper sweeper = context.getBean(ExpirySweeper.class);
            assertThat(sweeper.isRunning()).isTrue();
            sweeper.stop();
            assertThat(sweeper.isRunning()).isFalse();
            save(context, 3, NOON);

            sweeper.start();
            await().atMost(PATIENCE).until(() -> rows("again") == 0);
        }
    }

    @Test
    void anErrorDoesNotEndTheSweeps() {
        try (ConfigurableApplicationContext context = start("error", FailingOnce.class)) {
            save(context, 3, NOON.minusSeconds(1));
            await().atMost(PATIENCE).until(() -> rows("error") == 0);
        }
    }

    @Test
    void anApplicationWithoutExpiringModelsIsLeftAlone() {
        try (ConfigurableApplicationContext context = start("none", StoriesApplication.class)) {
            assertThat(context.getBean(ExpirySweeper.class).isRunning()).isTrue();
        }
        assertThat(log.list).isEmpty();
    }

    @Test
    void thereIsNoSweepForDynamoDbOrWhenItIsSwitchedOff() {
        ApplicationContextRunner runner =
                Contexts.runner().withConfiguration(AutoConfigurations.of(ExpirySweepAutoConfiguration.class));

        runner.withPropertyValues("spring.datasource.url=" + Contexts.POSTGRES_URL)
                .run(context -> assertThat(context).hasSingleBean(ExpirySweeper.class));
        runner.withPropertyValues(
                        "spring.datasource.url=" + Contexts.POSTGRES_URL,
                        "dynawrap.postgres.expiry-sweep.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ExpirySweeper.class));
        runner.withPropertyValues(
                        "dynawrap.backend=dynamodb",
                        "dynawrap.dynamodb.endpoint=http://localhost:1",
                        "dynawrap.dynamodb.region=eu-west-1",
                        "spring.datasource.url=" + Contexts.POSTGRES_URL)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ExpirySweeper.class));
        runner.withPropertyValues("spring.datasource.url=" + Contexts.POSTGRES_URL)
                .withBean(ItemStore.class, () -> mock(ItemStore.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ExpirySweeper.class));
    }

    @Configuration(proxyBeanMethods = false)
    @Import(ExpiringApplication.class)
    static class AtNoon {
        @Bean
        Clock clock() {
            return Clock.fixed(NOON, ZoneOffset.UTC);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(AtNoon.class)
    static class WithArchive {
        @Bean(defaultCandidate = false)
        DefaultItemStore archive(ItemStoreFactory stores) {
            return stores.create("archive", new PostgresBackend(jdbc()));
        }

        @Bean(defaultCandidate = false)
        StoreAdmin archiveAdmin(@Qualifier("archive") DefaultItemStore archive) {
            return archive.admin();
        }
    }

    /** The first sweep fails as one does that needs a thread in a process with too many. */
    @Configuration(proxyBeanMethods = false)
    @Import(ExpiringApplication.class)
    static class FailingOnce {
        @Bean
        InstantSource instants() {
            AtomicBoolean failed = new AtomicBoolean();
            return () -> {
                if (Thread.currentThread().getName().equals("dynawrap-expiry-sweep")
                        && failed.compareAndSet(false, true)) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                return NOON;
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(ExpiringApplication.class)
    static class WithMeters {
        @Bean
        InstantSource instants() {
            return InstantSource.fixed(NOON);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(AtNoon.class)
    static class Counted {
        @Bean
        CountingListener listener() {
            return new CountingListener();
        }
    }

    private static final class CountingListener implements StoreListener {

        private final AtomicInteger failures = new AtomicInteger();

        @Override
        public boolean isEnabled() {
            return true;
        }

        @Override
        public OperationListener started(Operation operation) {
            return new OperationListener() {
                @Override
                public <R extends @Nullable Object> R request(Supplier<R> request) {
                    return request.get();
                }

                @Override
                public void completed(Result result, @Nullable Throwable failure) {
                    if (failure != null) {
                        failures.incrementAndGet();
                    }
                }
            };
        }
    }
}
