package io.dynawrap.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.dynawrap.embedded.EmbeddedPostgresServer;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.TableSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The SQL of a page runs on PostgreSQL, block after block, in a database with a table 'stories'. */
class SqlBlocksTest {

    private static EmbeddedPostgresServer server;

    @BeforeAll
    static void start() {
        server = EmbeddedPostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<Path> pages() {
        return Pages.blocks("sql").stream().map(Block::page).distinct().toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theStatementsOfAPageRun(Path page) {
        String database = page.getFileName().toString().replaceAll("\\W", "_");
        execute("postgres", "CREATE DATABASE " + database);
        List<Block> blocks = Pages.blocks(page).stream()
                .filter(block -> block.language().equals("sql"))
                .toList();
        if (blocks.stream().noneMatch(block -> block.text().contains("CREATE TABLE stories"))) {
            createStories(database);
        }
        assertThat(blocks)
                .allSatisfy(block -> assertThatCode(() -> execute(database, block.text()))
                        .as("%s", block)
                        .doesNotThrowAnyException());
    }

    private static void createStories(String database) {
        SingleConnectionDataSource connection = connection(database);
        Backend backend = new PostgresBackend(new JdbcTemplate(connection));
        backend.createTable(new TableSpec("stories"));
        connection.destroy();
    }

    private static void execute(String database, String sql) {
        SingleConnectionDataSource connection = connection(database);
        new JdbcTemplate(connection).execute(sql);
        connection.destroy();
    }

    private static SingleConnectionDataSource connection(String database) {
        return new SingleConnectionDataSource(server.jdbcUrl(database), server.username(), server.password(), true);
    }
}
