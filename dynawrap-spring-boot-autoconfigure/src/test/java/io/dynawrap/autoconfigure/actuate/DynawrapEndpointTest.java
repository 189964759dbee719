package io.dynawrap.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.ItemVersion;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.autoconfigure.actuate.DynawrapEndpoint.FieldDescriptor;
import io.dynawrap.autoconfigure.actuate.DynawrapEndpoint.KeyDescriptor;
import io.dynawrap.autoconfigure.actuate.DynawrapEndpoint.ModelCount;
import io.dynawrap.autoconfigure.actuate.DynawrapEndpoint.ModelDescriptor;
import io.dynawrap.autoconfigure.actuate.DynawrapEndpoint.TableDescriptor;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.StoreDescription;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.postgres.PostgresBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DynawrapEndpointTest {

    @DbItem(pk = "USER#{owner}", sk = "STORY#{n:05}", table = "stories", schemaVersion = "2")
    record Story(
            String owner, int n, String title, @ItemVersion int version) {}

    @DbItem(pk = "USER#{owner}", sk = "STORY#{n:05}", table = "stories", schemaVersion = "2", viewOf = Story.class)
    record StoryTitle(String owner, int n) {}

    @DbItem(pk = "GUEST/{guest}", sk = "VISIT", separator = '/', schemaVersion = "1")
    record Visit(String guest, @ExpiresAt Instant end) {}

    private static EmbeddedPostgresServer server;
    private static JdbcTemplate jdbc;

    private DefaultItemStore store;
    private DynawrapEndpoint endpoint;

    @BeforeAll
    static void startServer() {
        server = EmbeddedPostgresServer.start();
        jdbc = new JdbcTemplate(new DriverManagerDataSource(server.jdbcUrl(), server.username(), server.password()));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void openStore() {
        jdbc.execute("DROP TABLE IF EXISTS \"dev-stories\", \"dev-old\"");
        store = DefaultItemStore.builder(new PostgresBackend(jdbc))
                .tableNames(name -> "dev-" + name)
                .build();
        endpoint = new DynawrapEndpoint(store.admin());
    }

    @Test
    void itShowsTheModelsAndTheirPatternsByTable() {
        store.register(List.of(Story.class, StoryTitle.class, Visit.class));

        DynawrapEndpoint.StoreDescriptor shown = endpoint.store();

        KeyDescriptor owner = new KeyDescriptor("USER#{owner}", List.of(new FieldDescriptor("owner", "String")));
        KeyDescriptor number = new KeyDescriptor("STORY#{n:05}", List.of(new FieldDescriptor("n", "int")));
        String story = Story.class.getName();
        assertThat(shown.backend()).isEqualTo("postgres");
        assertThat(shown.limits()).isEqualTo(new StoreDescription.Limits(2048, 1024, 2600, 409_600, 65_535, 38, 31));
        assertThat(shown.tables())
                .containsExactly(new TableDescriptor(
                        "stories",
                        "dev-stories",
                        List.of(
                                new ModelDescriptor("Story", story, owner, number, "#", "2", "version", null, null),
                                new ModelDescriptor(
                                        "StoryTitle",
                                        StoryTitle.class.getName(),
                                        owner,
                                        number,
                                        "#",
                                        "2",
                                        "version",
                                        story,
                                        null)),
                        List.of()));
        assertThat(shown.modelsWithoutTable())
                .containsExactly(new ModelDescriptor(
                        "Visit",
                        Visit.class.getName(),
                        new KeyDescriptor("GUEST/{guest}", List.of(new FieldDescriptor("guest", "String"))),
                        new KeyDescriptor("VISIT", List.of()),
                        "/",
                        "1",
                        null,
                        null,
                        "end"));
    }

    @Test
    void itCountsTheItemsOfAModelInEachOfItsTables() {
        for (String table : List.of("stories", "old")) {
            store.createTable(table);
            store.table(table).save(new Story("joe", 1, "One", 0));
        }
        store.save(new Story("joe", 2, "Two", 0));
        jdbc.update("UPDATE \"dev-stories\" SET schema_version = '1' WHERE sk = 'STORY#00002'");
        String type = Story.class.getName();

        assertThat(endpoint.count("Story", null, null))
                .isEqualTo(new DynawrapEndpoint.CountDescriptor(List.of(
                        new ModelCount("old", type, "2", Map.of("2", 1L), 0, 0, true),
                        new ModelCount("stories", type, "2", Map.of("1", 1L, "2", 1L), 0, 0, true))));
        assertThat(endpoint.count(type, Duration.ZERO, null))
                .isEqualTo(new DynawrapEndpoint.CountDescriptor(List.of(
                        new ModelCount("old", type, "2", Map.of(), 0, 0, false),
                        new ModelCount("stories", type, "2", Map.of(), 0, 0, false))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H0.000000001S", "PT2562047788015215H30M7S", "PT-1S"})
    void itCountsForAnHourAtMost(String timeout) {
        store.createTable("stories");
        store.register(List.of(Story.class));

        assertThat(endpoint.count("Story", Duration.ofHours(1), null)).isNotNull();
        assertThatThrownBy(() -> endpoint.count("Story", Duration.parse(timeout), null))
                .isInstanceOf(InvalidEndpointRequestException.class)
                .hasMessageStartingWith("The timeout must be 0s to 1h, such as timeout=10m.");
    }

    @Test
    void aTableThatDoesNotExistIsLeftOut() {
        store.createTable("stories");
        store.save(new Story("joe", 1, "One", 0));
        assertThatThrownBy(() -> store.table("absent").save(new Story("joe", 1, "One", 0)))
                .isInstanceOf(TableNotFoundException.class);

        assertThat(endpoint.count("Story", null, null).counts())
                .extracting(ModelCount::table)
                .containsExactly("stories");
    }

    @Test
    void itHasNoCountOfAModelThatIsInNoTable() {
        store.register(List.of(Visit.class));
        assertThat(endpoint.count("Visit", null, null)).isNull();
        assertThat(endpoint.count("Nothing", null, null)).isNull();
    }

    @Test
    void itShowsTheVersionThatNewItemsGet() {
        store.register(List.of(Story.class));
        assertThat(endpoint.store().tables().get(0).models().get(0).schemaVersion())
                .isEqualTo(ItemType.of(Story.class).schemaVersion());
    }
}
