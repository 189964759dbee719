package io.dynawrap.docs.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.autoconfigure.actuate.DynawrapEndpoint;
import io.dynawrap.autoconfigure.actuate.DynawrapEndpoint.TableDescriptor;
import io.dynawrap.docs.Guides;
import io.dynawrap.docs.Server;
import io.dynawrap.docs.stores.archive.ClosedStory;
import io.dynawrap.engine.StoreAdmin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class SeveralStoresGuideTest {

    @EnableAutoConfiguration
    static class StoresApplication {}

    private static final DynamoDbClient LOCAL = Server.dynamoDb().build();

    /** The configuration of the guide, with a client of DynamoDB Local. */
    @Configuration(proxyBeanMethods = false)
    static class ArchiveOnDynamoDbLocal extends ArchiveOnDynamoDb {

        @Override
        @Bean(defaultCandidate = false)
        @Qualifier("archive") DynamoDbClient archiveClient() {
            return LOCAL;
        }
    }

    private final JdbcTemplate database = Server.jdbc();

    @Test
    void aSecondDatabaseHoldsTheModelsOfItsPackages() {
        JdbcTemplate second = Server.jdbc();
        application(ArchiveOnPostgres.class)
                .withBean(Archive.class)
                .withPropertyValues(
                        "archive.datasource.jdbc-url=" + url(second),
                        "archive.datasource.username=postgres",
                        "archive.datasource.password=any")
                .run(context -> {
                    assertThat(tables(database)).containsExactly("stories");
                    assertThat(tables(second)).containsExactly("archive-closed-stories");
                    assertThatAStoryMovesToTheArchive(context, "postgres");
                    assertThat(second.queryForList("SELECT pk FROM \"archive-closed-stories\"", String.class))
                            .containsExactly("YEAR#2026");
                });
    }

    @Test
    void theOtherBackendHoldsTheModelsOfItsPackages() {
        application(ArchiveOnDynamoDbLocal.class)
                .withBean(Archive.class)
                .withPropertyValues("dynawrap.backend=postgres")
                .run(context -> {
                    assertThat(tables(database)).containsExactly("stories");
                    assertThat(LOCAL.listTables().tableNames()).containsExactly("archive-closed-stories");
                    assertThatAStoryMovesToTheArchive(context, "dynamodb");
                });
    }

    private static void assertThatAStoryMovesToTheArchive(AssertableApplicationContext context, String backend) {
        ItemStore store = context.getBean(ItemStore.class);
        ItemStore archive = context.getBean("archiveStore", ItemStore.class);
        Story story = store.save(new Story("johndoe", "1", "One"));

        context.getBean(Archive.class).close(story, 2026);

        assertThat(store.scan(Story.class).list()).isEmpty();
        assertThat(archive.scan(ClosedStory.class).list()).containsExactly(new ClosedStory(2026, "1", "One"));
        assertThatTheActuatorShowsBoth(context, backend);
    }

    private static void assertThatTheActuatorShowsBoth(AssertableApplicationContext context, String backend) {
        assertThat(context.getBean("dynawrapHealthContributor", CompositeHealthContributor.class).stream())
                .extracting(
                        entry -> entry.name(),
                        entry -> Objects.requireNonNull(((HealthIndicator) entry.contributor()).health())
                                .getStatus())
                .containsExactlyInAnyOrder(tuple("dynawrapStoreAdmin", Status.UP), tuple("archiveAdmin", Status.UP));

        DynawrapEndpoint endpoint = context.getBean(DynawrapEndpoint.class);
        assertThat(endpoint.store().backend()).isEqualTo("postgres");
        assertThat(endpoint.store().tables()).extracting(TableDescriptor::name).containsExactly("stories");
        assertThat(endpoint.store().otherStores()).containsOnlyKeys("archiveAdmin");
        DynawrapEndpoint.StoreDescriptor archive =
                endpoint.store().otherStores().get("archiveAdmin");
        assertThat(archive.backend()).isEqualTo(backend);
        assertThat(archive.tables()).extracting(TableDescriptor::name).containsExactly("closed-stories");
        assertThat(Objects.requireNonNull(endpoint.count("ClosedStory", null, "archiveAdmin"))
                        .counts())
                .singleElement()
                .satisfies(count -> assertThat(count.itemsBySchemaVersion()).containsValue(1L));
        assertThat(endpoint.count("ClosedStory", null, null)).isNull();
        assertThat(endpoint.count("ClosedStory", null, "another")).isNull();
    }

    @Test
    void aTenantHasATable() {
        application(TenantTables.class).run(context -> {
            TenantTables tenants = context.getBean(TenantTables.class);
            tenants.of("a").createTable();
            tenants.of("b").createTable();

            tenants.of("a").save(new Story("johndoe", "1", "One"));

            assertThat(tenants.of("a").scan(Story.class).list()).hasSize(1);
            assertThat(tenants.of("b").scan(Story.class).list()).isEmpty();
            assertThatThrownBy(() -> tenants.of("c").scan(Story.class).list())
                    .isInstanceOf(TableNotFoundException.class);
            assertThat(context.getBean(StoreAdmin.class).describe().tables())
                    .extracting(table -> table.name())
                    .contains("stories-a", "stories-b");
        });
    }

    @Test
    void aTenantHasASchema() {
        database.execute("CREATE SCHEMA tenant_a");
        database.execute("CREATE SCHEMA tenant_b");
        application(TenantSchemas.class).run(context -> {
            TenantSchemas tenants = context.getBean(TenantSchemas.class);

            tenants.of("a").save(new Story("johndoe", "1", "One"));

            assertThat(tenants.of("a")
                            .query(Story.class, KeyValues.of("owner", "johndoe"))
                            .list())
                    .hasSize(1);
            assertThat(tenants.of("b")
                            .query(Story.class, KeyValues.of("owner", "johndoe"))
                            .list())
                    .isEmpty();
            assertThat(database.queryForList(
                            "SELECT schemaname FROM pg_tables WHERE tablename = 'stories'", String.class))
                    .containsExactlyInAnyOrder("public", "tenant_a", "tenant_b");
        });
    }

    private ApplicationContextRunner application(Class<?> configuration) {
        return new ApplicationContextRunner()
                .withUserConfiguration(StoresApplication.class, configuration)
                .withPropertyValues(
                        "management.endpoints.web.exposure.include=dynawrap",
                        "spring.datasource.url=" + url(database),
                        "spring.datasource.username=postgres",
                        "spring.datasource.password=any")
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new PropertiesPropertySource("guide", settings())));
    }

    /** The settings that the guide shows. */
    private static Properties settings() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        List<String> blocks = Guides.blocks("several-stores.md", "yaml");
        yaml.setResources(new ByteArrayResource(blocks.get(0).getBytes(StandardCharsets.UTF_8)));
        return Objects.requireNonNull(yaml.getObject());
    }

    private static String url(JdbcTemplate jdbc) {
        return Objects.requireNonNull(
                ((DriverManagerDataSource) Objects.requireNonNull(jdbc.getDataSource())).getUrl());
    }

    private static List<String> tables(JdbcTemplate jdbc) {
        return jdbc.queryForList(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename", String.class);
    }
}
