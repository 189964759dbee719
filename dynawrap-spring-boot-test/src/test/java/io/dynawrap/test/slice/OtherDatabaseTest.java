package io.dynawrap.test.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import io.dynawrap.test.ItemStoreTest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Tests on a database that is not ours to empty. */
class OtherDatabaseTest {

    private static final AtomicInteger FOUND = new AtomicInteger();

    private static EmbeddedPostgresServer server;

    @BeforeAll
    static void start() {
        server = EmbeddedPostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void nothingIsDeletedBeforeSomebodySaysSo() {
        assertThat(failures(Deleting.class)).isEmpty();
        assertThat(FOUND).hasValue(1);

        assertThat(failures(Unsure.class)).hasSize(2).allMatch(text -> text.contains("dynawrap.test.delete-items"));
        assertThat(stories()).isEqualTo(1);

        assertThat(failures(BesideAnEmbeddedServer.class))
                .hasSize(2)
                .allMatch(text -> text.contains("dynawrap.test.delete-items"));
        assertThat(stories()).isEqualTo(1);
    }

    private static Integer stories() {
        return template().queryForObject("SELECT count(*) FROM stories", Integer.class);
    }

    private static JdbcTemplate template() {
        return new JdbcTemplate(new DriverManagerDataSource(server.jdbcUrl(), server.username(), server.password()));
    }

    private static List<String> failures(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute()
                .allEvents()
                .failed()
                .stream()
                .map(event -> event.getPayload(TestExecutionResult.class)
                        .flatMap(TestExecutionResult::getThrowable)
                        .map(Throwable::toString)
                        .orElse(""))
                .toList();
    }

    private static void saveAnother(ItemStore store) {
        int before = store.query(Story.class, KeyValues.of("owner", "johndoe"))
                .list()
                .size();
        store.save(new Story("johndoe", String.valueOf(before + 1), "A story"));
        FOUND.set(before + 1);
    }

    @ItemStoreTest
    @Import(Details.class)
    static class Unsure {

        @RepeatedTest(2)
        void save(@Autowired ItemStore store) {
            saveAnother(store);
        }
    }

    @ItemStoreTest(properties = "dynawrap.test.delete-items=true")
    @Import(Details.class)
    static class Deleting {

        @RepeatedTest(2)
        void save(@Autowired ItemStore store) {
            saveAnother(store);
        }
    }

    @ItemStoreTest
    @Import(Template.class)
    static class BesideAnEmbeddedServer {

        @RepeatedTest(2)
        void save(@Autowired ItemStore store) {
            saveAnother(store);
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Template {

        @Bean
        JdbcTemplate otherDatabase() {
            return template();
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Details {

        @Bean
        JdbcConnectionDetails otherDatabase() {
            return new JdbcConnectionDetails() {
                @Override
                public String getUsername() {
                    return server.username();
                }

                @Override
                public String getPassword() {
                    return server.password();
                }

                @Override
                public String getJdbcUrl() {
                    return server.jdbcUrl();
                }
            };
        }
    }
}
