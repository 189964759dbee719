package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.TestServers;
import io.dynawrap.spi.SweepRequest;
import io.dynawrap.spi.SweepResult;
import io.dynawrap.spi.TableSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The index by which a sweep finds expired rows. */
class ExpiryIndexTest {

    private final JdbcTemplate jdbc = TestDatabase.PLAIN.jdbc();
    private final PostgresBackend backend = new PostgresBackend(jdbc);
    private final String table = TestDatabase.freshName();

    private List<String> indexes() {
        return jdbc.queryForList(
                "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indisvalid"
                        + " AND NOT i.indisprimary AND i.indrelid = to_regclass(?)",
                String.class,
                table);
    }

    private PostgresBackend restarted() {
        return new PostgresBackend(jdbc);
    }

    @Test
    void aNewTableHasItAndATableWithoutExpiryHasNot() {
        backend.createTable(new TableSpec(table, "end", false));

        assertThat(indexes()).singleElement().asString().startsWith(table + "_expiry_");
        assertThat(warnings(() -> restarted().createTable(new TableSpec(table, "end", false))))
                .isEmpty();
    }

    @Test
    void anExistingTableIsReportedWithTheStatementAndNotChanged() {
        backend.createTable(new TableSpec(table));

        List<String> warnings = warnings(() -> backend.createTable(new TableSpec(table, "end", false)));
        assertThat(warnings).singleElement().asString().contains("dynawrap.update-tables=true");
        assertThat(warnings(() -> backend.createTable(new TableSpec(table, "end", false))))
                .isEmpty();
        assertThat(indexes()).isEmpty();

        String warning = warnings.get(0);
        jdbc.execute(warning.substring(warning.indexOf("CREATE INDEX"), warning.indexOf(';')));
        assertThat(warnings(() -> restarted().createTable(new TableSpec(table, "end", false))))
                .isEmpty();
    }

    /** As docs/production.md shows it. */
    @Test
    void theStatementIsThatOfTheGuide() {
        assertThat(ExpirySql.of("stories", "stories.stories", "expiresAt").ddl())
                .isEqualTo("CREATE INDEX CONCURRENTLY \"stories_expiry_e99caa05\" ON stories.stories"
                        + " ((CASE WHEN jsonb_typeof(data -> 'expiresAt') = 'number'"
                        + " THEN (data ->> 'expiresAt')::numeric END))"
                        + " WHERE jsonb_typeof(data -> 'expiresAt') = 'number'");
    }

    @Test
    void anExistingTableGetsItIfTheSpecificationSaysSo() {
        backend.createTable(new TableSpec(table));
        assertThat(warnings(() -> backend.createTable(new TableSpec(table, "end", true))))
                .isEmpty();

        assertThat(indexes()).hasSize(1);
    }

    @Test
    void withinATransactionItIsOnlyReportedBecauseTheBuildWouldWaitForIt() {
        backend.createTable(new TableSpec(table));
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(jdbc.getDataSource()));

        assertThat(warnings(() -> transaction.executeWithoutResult(status -> {
                    jdbc.update("INSERT INTO " + table + " VALUES ('A', 'A', NULL, '{}')");
                    backend.createTable(new TableSpec(table, "end", true));
                })))
                .singleElement()
                .asString()
                .contains("CREATE INDEX CONCURRENTLY");
        assertThat(indexes()).isEmpty();
    }

    @Test
    void whatAnInterruptedBuildLeftIsReplaced() {
        backend.createTable(new TableSpec(table, "end", false));
        jdbc.update(
                "UPDATE pg_index SET indisvalid = false WHERE indrelid = to_regclass(?) AND NOT indisprimary", table);
        assertThat(indexes()).isEmpty();

        backend.createTable(new TableSpec(table, "end", true));
        assertThat(indexes()).hasSize(1);
    }

    @Test
    void settingsOfTheConnectionAreAsBefore() {
        backend.createTable(new TableSpec(table));
        HikariConfig config = TestServers.postgres("postgres");
        config.setAutoCommit(false);
        config.setMaximumPoolSize(1);
        config.setConnectionInitSql("SET statement_timeout = '12345ms'; SET lock_timeout = '54321ms'");
        try (HikariDataSource pool = new HikariDataSource(config)) {
            JdbcTemplate single = new JdbcTemplate(pool);
            new PostgresBackend(single).createTable(new TableSpec(table, "end", true));

            assertThat(single.queryForObject("SHOW statement_timeout", String.class))
                    .isEqualTo("12345ms");
            assertThat(single.queryForObject("SHOW lock_timeout", String.class)).isEqualTo("54321ms");
            assertThat(single.queryForObject(
                            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()",
                            Integer.class))
                    .isZero();
            assertThat(single.<Boolean>execute((ConnectionCallback<Boolean>) Connection::getAutoCommit))
                    .isFalse();
        }
        assertThat(indexes()).hasSize(1);
    }

    @Test
    void whileAnotherInstanceBuildsItIsLeftToThatOne() throws SQLException {
        backend.createTable(new TableSpec(table));
        try (Connection other = jdbc.getDataSource().getConnection()) {
            other.createStatement().execute("SELECT pg_advisory_lock(2894061537408216)");
            backend.createTable(new TableSpec(table, "end", true));
            assertThat(indexes()).isEmpty();
            other.createStatement().execute("SELECT pg_advisory_unlock(2894061537408216)");
        }
        backend.createTable(new TableSpec(table, "end", true));
        assertThat(indexes()).hasSize(1);
    }

    @Test
    void manyInstancesMayUpdateATableAtOnce() throws Exception {
        backend.createTable(new TableSpec(table));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(Executors.callable(() -> restarted().createTable(new TableSpec(table, "end", true))));
            }
            for (Future<Object> call : threads.invokeAll(calls)) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(indexes()).hasSize(1);
    }

    /** A partitioned table takes no concurrent build; an operator has to decide. */
    @Test
    void aBuildThatFailsIsReportedWithTheStatement() {
        jdbc.execute("CREATE TABLE " + table + " (pk TEXT COLLATE \"C\" NOT NULL, sk TEXT COLLATE \"C\" NOT NULL,"
                + " schema_version TEXT, data JSONB NOT NULL, PRIMARY KEY (pk, sk)) PARTITION BY HASH (pk)");
        jdbc.execute(
                "CREATE TABLE " + table + "_0 PARTITION OF " + table + " FOR VALUES WITH (MODULUS 1, REMAINDER 0)");

        assertThat(warnings(() -> backend.createTable(new TableSpec(table, "end", true))))
                .singleElement()
                .asString()
                .contains("CREATE INDEX CONCURRENTLY", "Creating it failed");
        jdbc.update("INSERT INTO " + table + " VALUES ('A', 'A', NULL, '{\"end\": 5}')");
        assertThat(backend.deleteExpired(new SweepRequest(table, "end", 5, 10))).isEqualTo(new SweepResult.Deleted(1));
    }

    @Test
    void behindATransactionPoolerItIsOnlyReported() {
        backend.createTable(new TableSpec(table));

        assertThat(warnings(() -> restarted().withTransactionPooler().createTable(new TableSpec(table, "end", true))))
                .singleElement()
                .asString()
                .contains("CREATE INDEX CONCURRENTLY");
        assertThat(indexes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's",
                "what?",
                "a\\b",
                "$create$; DROP TABLE x; --",
                "\"quoted\"",
                "50%s",
                "<guard>",
                "größe",
                "日本",
                "a\nb"
            })
    void anyNameOfAFieldIsOnlyAName(String field) {
        backend.createTable(new TableSpec(table, field, false));
        jdbc.update(
                "INSERT INTO " + table + " (pk, sk, data) VALUES ('A', 'A', jsonb_build_object(?::text, 5)),"
                        + " ('B', 'B', jsonb_build_object(?::text || 'x', 5))",
                field,
                field);

        assertThat(indexes()).hasSize(1);
        assertThat(backend.deleteExpired(new SweepRequest(table, field, 5, 10))).isEqualTo(new SweepResult.Deleted(1));
        assertThat(jdbc.queryForList("SELECT pk FROM " + table, String.class)).containsExactly("B");
    }

    @Test
    void aTableWithALongNameHasItToo() {
        String longName = (table + "_").repeat(63).substring(0, 63);
        backend.createTable(new TableSpec(longName, "end", false));

        assertThat(warnings(() -> restarted().createTable(new TableSpec(longName, "end", false))))
                .isEmpty();
    }

    @Test
    void aSchemaAndATableWithCapitalsHaveItToo() {
        String schema = "S-" + table;
        jdbc.execute("CREATE SCHEMA \"" + schema + "\"");
        PostgresBackend elsewhere = new PostgresBackend(jdbc, schema);
        elsewhere.createTable(new TableSpec("My.Stories"));
        elsewhere.createTable(new TableSpec("My.Stories", "end", true));

        assertThat(warnings(
                        () -> new PostgresBackend(jdbc, schema).createTable(new TableSpec("My.Stories", "end", false))))
                .isEmpty();
        assertThat(elsewhere.deleteExpired(new SweepRequest("My.Stories", "end", 5, 10)))
                .isEqualTo(new SweepResult.Deleted(0));
    }

    /** Also where few rows have expired, and before the table was ever analysed. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSweepReadsOnlyWhatHasExpired(boolean analyzed) {
        backend.createTable(new TableSpec(table, "end", false));
        jdbc.update("INSERT INTO " + table + " SELECT 'A#' || i, 'A', NULL,"
                + " CASE WHEN i % 2 = 0 THEN jsonb_build_object('end', i) ELSE '{\"x\": 1}' END"
                + " FROM generate_series(1, 20000) AS i");
        if (analyzed) {
            jdbc.execute("VACUUM ANALYZE " + table);
        }
        ExpirySql sql = ExpirySql.of(table, "\"" + table + "\"", "end");
        String plan = String.join("\n", jdbc.execute("EXPLAIN " + sql.sweep().text(), (PreparedStatement ps) -> {
            ps.setLong(1, 100);
            ps.setInt(2, 1000);
            sql.sweep().bind(ps);
            List<String> lines = new ArrayList<>();
            try (var rows = ps.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return lines;
        }));

        assertThat(plan).contains(sql.indexName()).doesNotContain("Seq Scan");
    }

    private static List<String> warnings(Runnable action) {
        Logger logger = (Logger) LoggerFactory.getLogger(ExpiryIndex.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
        try {
            action.run();
        } finally {
            logger.detachAppender(appender);
            logger.setAdditive(true);
        }
        return appender.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
