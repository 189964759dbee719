package io.dynawrap.docs.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.DbItem;
import io.dynawrap.ItemStore;
import io.dynawrap.docs.Server;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.postgres.PostgresBackend;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A migration of items on a connection that is not Spring's, in the two modes in which Flyway provides it. */
class FlywayGuideTest {

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
    record Story(String owner, String storyId, @Nullable String tag) {

        Story withTag(String newTag) {
            return new Story(owner, storyId, newTag);
        }
    }

    private final JdbcTemplate jdbc = Server.jdbc();
    private final ItemStore store = new DefaultItemStore(new PostgresBackend(jdbc));

    static void addTags(Connection connection) {
        ItemStore store = new DefaultItemStore(
                new PostgresBackend(new JdbcTemplate(new SingleConnectionDataSource(connection, true))));
        List<Story> untagged;
        try (Stream<Story> all = store.scan(Story.class).stream()) {
            untagged = all.filter(story -> story.tag() == null).toList();
        }
        store.batchWrite(untagged.stream().map(story -> story.withTag("other")).toList());
    }

    @BeforeEach
    void fill() {
        store.createTable("stories");
        store.batchWrite(IntStream.range(0, 2000)
                .mapToObj(n -> new Story("owner" + n, "1", n % 2 == 0 ? null : "sea"))
                .toList());
        jdbc.execute("CREATE TABLE log (entry TEXT)");
    }

    @Test
    void aMigrationOutsideATransactionChangesItemsAndMayBeRepeated() throws SQLException {
        try (Connection connection = jdbc.getDataSource().getConnection()) {
            addTags(connection);
            addTags(connection);
        }
        assertThat(store.scan(Story.class).list())
                .hasSize(2000)
                .filteredOn(story -> "other".equals(story.tag()))
                .hasSize(1000);
    }

    @Test
    void insideATransactionThatIsNotSpringsAMigrationCommitsIt() throws SQLException {
        try (Connection connection = jdbc.getDataSource().getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("INSERT INTO log VALUES ('started')");
            addTags(connection);
            connection.rollback();
        }
        assertThat(jdbc.queryForList("SELECT entry FROM log", String.class)).containsExactly("started");
        assertThat(store.scan(Story.class).list()).noneMatch(story -> story.tag() == null);
    }
}
