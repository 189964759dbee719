package io.dynawrap.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.embedded.DynamoDbLocalServer;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The store, the tables and the DataSource of an application on Spring Boot 3.5, against real servers. */
class StartedOn35Test {

    private static final Note NOTE = new Note("diary", "1", "Rain", Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void theClassPathIsThatOf35() {
        assertThat(SpringBootVersion.getVersion()).startsWith("3.5.");
    }

    @Test
    void itemsAreStoredInPostgres() {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start();
                ConfigurableApplicationContext application = start(postgres(server))) {
            assertStoresNotes(application.getBean(ItemStore.class));
            assertThat(application
                            .getBean(JdbcTemplate.class)
                            .queryForObject("SELECT pk || sk FROM notes WHERE data ->> 'text' = 'Wind'", String.class))
                    .isEqualTo("BOOK#diaryNOTE#3");
        }
    }

    @Test
    void theStoreJoinsTheTransaction() {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start();
                ConfigurableApplicationContext application = start(postgres(server))) {
            ItemStore store = application.getBean(ItemStore.class);
            new TransactionTemplate(application.getBean(PlatformTransactionManager.class))
                    .executeWithoutResult(transaction -> {
                        store.save(NOTE);
                        transaction.setRollbackOnly();
                    });
            assertThat(store.get(Note.class, KeyValues.of("book", "diary", "id", "1")))
                    .isEmpty();
        }
    }

    @Test
    void itemsAreStoredInDynamoDbAndNoDataSourceIsMade() {
        try (DynamoDbLocalServer server = DynamoDbLocalServer.start();
                ConfigurableApplicationContext application = start(dynamoDb(server))) {
            assertStoresNotes(application.getBean(ItemStore.class));
            assertThat(application.getBeanNamesForType(DataSource.class)).isEmpty();
        }
    }

    @Test
    void aConfiguredDataSourceIsKeptBesideDynamoDb() {
        try (DynamoDbLocalServer server = DynamoDbLocalServer.start();
                ConfigurableApplicationContext application =
                        start(dynamoDb(server), List.of("spring.datasource.url=jdbc:postgresql://localhost:1/other"))) {
            assertStoresNotes(application.getBean(ItemStore.class));
            assertThat(application.getBeanNamesForType(DataSource.class)).hasSize(1);
        }
    }

    private static void assertStoresNotes(ItemStore store) {
        assertThat(store.save(NOTE)).isEqualTo(NOTE);
        assertThat(store.batchWrite(List.of(
                        new Note("diary", "2", "Sun", Instant.EPOCH), new Note("diary", "3", "Wind", Instant.EPOCH))))
                .isEqualTo(2);
        assertThat(store.query(Note.class, KeyValues.of("book", "diary"))
                        .reverse()
                        .list())
                .extracting(Note::text)
                .containsExactly("Wind", "Sun", "Rain");
        store.delete(NOTE);
        assertThat(store.get(Note.class, KeyValues.of("book", "diary", "id", "1")))
                .isEmpty();
    }

    private static List<String> postgres(EmbeddedPostgresServer server) {
        return List.of(
                "spring.datasource.url=" + server.jdbcUrl(),
                "spring.datasource.username=" + server.username(),
                "spring.datasource.password=" + server.password());
    }

    private static List<String> dynamoDb(DynamoDbLocalServer server) {
        System.setProperty("aws.accessKeyId", server.accessKeyId());
        System.setProperty("aws.secretAccessKey", server.secretAccessKey());
        return List.of(
                "dynawrap.backend=dynamodb",
                "dynawrap.dynamodb.endpoint=" + server.endpoint(),
                "dynawrap.dynamodb.region=" + server.region());
    }

    private static ConfigurableApplicationContext start(List<String> properties, List<String> more) {
        List<String> all = new ArrayList<>(properties);
        all.addAll(more);
        return start(all);
    }

    private static ConfigurableApplicationContext start(List<String> properties) {
        return new SpringApplicationBuilder(NotesApplication.class)
                .web(WebApplicationType.NONE)
                .properties(properties.toArray(String[]::new))
                .run();
    }
}
