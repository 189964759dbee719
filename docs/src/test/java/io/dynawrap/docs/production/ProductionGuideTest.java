package io.dynawrap.docs.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.ItemStore;
import io.dynawrap.StoreException;
import io.dynawrap.docs.Guides;
import io.dynawrap.docs.Server;
import io.dynawrap.docs.production.Operations.Story;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.StoreAdmin.Sweep;
import io.dynawrap.engine.StoreAdmin.Sweep.End;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.TableSpec;
import io.dynawrap.test.EmbeddedServers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class ProductionGuideTest {

    static class Clients {

        @Bean
        DynamoDbClient dynamoDbClient() {
            return DynamoDbClient.builder()
                    .httpClientBuilder(Apache5HttpClient.builder().maxConnections(100))
                    .overrideConfiguration(config ->
                            config.apiCallAttemptTimeout(Duration.ofSeconds(2)).apiCallTimeout(Duration.ofSeconds(10)))
                    .build();
        }
    }

    static class Retries {

        private final ItemStore store;

        Retries(ItemStore store) {
            this.store = store;
        }

        private final RetryTemplate retries = new RetryTemplate(RetryPolicy.builder()
                .predicate(e -> e instanceof StoreException failure && failure.isTransient())
                .maxRetries(3)
                .delay(Duration.ofMillis(50))
                .multiplier(2)
                .jitter(Duration.ofMillis(25))
                .build());

        Story save(Story story) throws RetryException {
            return retries.execute(() -> store.save(story));
        }
    }

    @Test
    void oneConnectionIsEnoughForAllThatAStoreDoes() {
        JdbcTemplate jdbc = Server.jdbc();
        try (HikariDataSource pool = pool(jdbc)) {
            pool.setMaximumPoolSize(1);
            assertThatCode(() -> Operations.runAll(new DefaultItemStore(new PostgresBackend(new JdbcTemplate(pool)))))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void theSettingsReachThePoolTheDriverAndTheTemplate() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(Guides.blocks("production.md", "yaml").stream()
                .filter(block -> block.contains("hikari"))
                .map(block -> new ByteArrayResource(block.getBytes(StandardCharsets.UTF_8)))
                .toArray(Resource[]::new));
        new ApplicationContextRunner()
                .withUserConfiguration(Operations.Application.class, EmbeddedServers.class)
                .withPropertyValues("dynawrap.backend=postgres", "dynawrap.create-tables=false")
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new PropertiesPropertySource("guide", yaml.getObject())))
                .run(context -> {
                    HikariDataSource pool = context.getBean(HikariDataSource.class);
                    assertThat(pool.getMaximumPoolSize()).isEqualTo(20);
                    assertThat(pool.getConnectionTimeout()).isEqualTo(5000);
                    assertThat(context.getBean(JdbcTemplate.class).getQueryTimeout())
                            .isEqualTo(10);
                    pool.setConnectionTimeout(600_000); // the pool starts only now, perhaps on a busy machine
                    try (Connection connection = pool.getConnection()) {
                        assertThat(connection.getNetworkTimeout()).isEqualTo(30_000);
                    }
                });
    }

    @Test
    void aClientHasTheTimeouts() {
        System.setProperty("aws.region", "eu-central-1");
        try (DynamoDbClient client = new Clients().dynamoDbClient()) {
            assertThat(client.serviceClientConfiguration()
                            .overrideConfiguration()
                            .apiCallTimeout())
                    .contains(Duration.ofSeconds(10));
        } finally {
            System.clearProperty("aws.region");
        }
    }

    @Test
    void whatPassesIsTriedAgain() throws RetryException {
        JdbcTemplate jdbc = Server.jdbc();
        AtomicInteger connections = new AtomicInteger();
        JdbcTemplate flaky = new JdbcTemplate(new DriverManagerDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                if (connections.incrementAndGet() < 3) {
                    throw new SQLException("the server is away", "08001");
                }
                return jdbc.getDataSource().getConnection();
            }
        });
        new PostgresBackend(jdbc).createTable(new TableSpec("stories"));

        Story saved =
                new Retries(new DefaultItemStore(new PostgresBackend(flaky))).save(new Story("johndoe", "1", "One"));

        assertThat(saved.title()).isEqualTo("One");
        assertThat(connections).hasValue(3);
    }

    @Test
    void whatLastsIsNotTriedAgain() {
        ItemStore store = new DefaultItemStore(new PostgresBackend(Server.jdbc()));
        assertThatThrownBy(() -> new Retries(store).save(new Story("johndoe", "1", "One")))
                .isInstanceOf(RetryException.class)
                .hasNoSuppressedExceptions()
                .hasCauseInstanceOf(StoreException.class);
    }

    @DbItem(pk = "USER#{owner}", sk = "SESSION#{id}", table = "stories")
    record Session(String owner, String id, @ExpiresAt Instant expiresAt) {}

    @ParameterizedTest
    @EnumSource
    void aJobSweepsExpiredItems(Server server) {
        DefaultItemStore store = new DefaultItemStore(server.backend());
        store.register(List.of(Session.class));
        store.createTable("stories");
        store.save(new Session("johndoe", "s1", Instant.now().minusSeconds(60)));

        Sweep sweep = store.admin().sweepExpired("stories", 1000, Duration.ofMinutes(1));

        assertThat(sweep)
                .isEqualTo(server == Server.POSTGRES ? new Sweep(1, End.COMPLETE) : new Sweep(0, End.BY_DATABASE));
    }

    private static HikariDataSource pool(JdbcTemplate jdbc) {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(jdbc.getDataSource());
        return pool;
    }
}
