package io.dynawrap.explorer;

import io.dynawrap.embedded.EmbeddedPostgresServer;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class ExplorerOnPostgresTest extends ExplorerContract {

    private EmbeddedPostgresServer server;

    @Override
    List<String> startServer() {
        server = EmbeddedPostgresServer.start();
        return List.of(
                "dynawrap.backend=postgres",
                "spring.datasource.url=" + server.jdbcUrl(),
                "spring.datasource.username=" + server.username(),
                "spring.datasource.password=" + server.password());
    }

    @Override
    void stopServer() {
        server.close();
    }

    @Override
    void putRaw(String partitionKey, String sortKey, String schemaVersion, String json) {
        jdbc().update("INSERT INTO explored VALUES (?, ?, ?, ?::jsonb)", partitionKey, sortKey, schemaVersion, json);
    }

    @Override
    void dropTable(String table) {
        jdbc().execute("DROP TABLE \"" + table + '"');
    }

    private JdbcTemplate jdbc() {
        return new JdbcTemplate(new DriverManagerDataSource(server.jdbcUrl(), server.username(), server.password()));
    }
}
