package io.dynawrap.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.TestServers;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.TableSpec;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The contract's view of the embedded PostgreSQL, in tables as the backend makes them or as another statement does. */
final class PostgresDatabase implements Database {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final JdbcTemplate JDBC = new JdbcTemplate(new HikariDataSource(TestServers.postgres("postgres")));
    private static final Map<String, String> TABLES = new ConcurrentHashMap<>();

    static {
        JDBC.execute(
                "CREATE TABLE IF NOT EXISTS dynawrap_token (token text PRIMARY KEY, fingerprint text NOT NULL, at timestamptz NOT NULL)");
    }

    private final Backend backend = new PostgresBackend(JDBC);
    private final @Nullable String createTable;

    /**
     * Makes a view.
     *
     * @param createTable a statement that makes the table of a test class, with %s for its name, or {@code null} for a
     *     table of the backend's making
     */
    PostgresDatabase(@Nullable String createTable) {
        this.createTable = createTable;
    }

    static JdbcTemplate jdbc() {
        return JDBC;
    }

    @Override
    public Backend backend() {
        return backend;
    }

    @Override
    public String table(Class<?> testClass) {
        return TABLES.computeIfAbsent(testClass.getName(), name -> {
            String table = "contract" + TABLES.size() + "_" + testClass.getSimpleName();
            if (createTable != null) {
                JDBC.execute(createTable.formatted("\"" + table + "\""));
            }
            backend.createTable(new TableSpec(table));
            return table;
        });
    }

    @Override
    public @Nullable RawItem raw(String table, String partitionKey, String sortKey) {
        List<RawItem> rows = JDBC.query(
                "SELECT schema_version, data FROM \"" + table + "\" WHERE pk = ? AND sk = ?",
                (row, n) -> {
                    try {
                        return new RawItem(row.getString(1), JSON.readTree(row.getString(2)));
                    } catch (JsonProcessingException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                partitionKey,
                sortKey);
        return rows.isEmpty() ? null : rows.get(0);
    }

    @Override
    public void putRaw(String table, String partitionKey, String sortKey, @Nullable String schemaVersion, String json) {
        JDBC.update(
                "INSERT INTO \"" + table + "\" (pk, sk, schema_version, data) VALUES (?, ?, ?, ?::jsonb)",
                partitionKey,
                sortKey,
                schemaVersion,
                json);
    }

    @Override
    public void putRawVersion(String table, String partitionKey, String sortKey, String version, String json) {
        JDBC.update(
                "INSERT INTO \"" + table
                        + "\" (pk, sk, schema_version, data) VALUES (?, ?, ?::jsonb #>> '{}', ?::jsonb)",
                partitionKey,
                sortKey,
                version,
                json);
    }
}
