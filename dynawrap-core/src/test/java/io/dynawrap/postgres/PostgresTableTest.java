package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TestServers;
import io.dynawrap.spi.TableSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

class PostgresTableTest {

    private final JdbcTemplate jdbc = TestDatabase.PLAIN.jdbc();
    private final PostgresBackend backend = new PostgresBackend(jdbc);

    @Test
    void aNewTableHasKeysThatSortByBytesAndNoIndexButThePrimaryKey() {
        String table = TestDatabase.freshName();

        backend.createTable(new TableSpec(table));

        assertThat(jdbc.queryForList("""
                        SELECT column_name, data_type, collation_name, is_nullable FROM information_schema.columns
                        WHERE table_name = ? ORDER BY ordinal_position""", table))
                .containsExactly(
                        column("pk", "text", "C", "NO"),
                        column("sk", "text", "C", "NO"),
                        column("schema_version", "text", null, "YES"),
                        column("data", "jsonb", null, "NO"));
        assertThat(jdbc.queryForList("SELECT indexdef FROM pg_indexes WHERE tablename = ?", String.class, table))
                .containsExactly("CREATE UNIQUE INDEX " + table + "_pkey ON public." + table + " USING btree (pk, sk)");
    }

    @Test
    void creatingATableAgainKeepsItsItems() {
        TestTable table = TestTable.create();
        table.put("a", "b", "kept");

        table.backend().createTable(new TableSpec(table.name()));

        assertThat(TestTable.text(table.get("a", "b"))).isEqualTo("kept");
    }

    @Test
    void aNameThatStartsWithASchemaIsNotMadeATableWithADotInIt() {
        JdbcTemplate jdbc = TestDatabase.PLAIN.jdbc();
        String schema = TestDatabase.freshName();
        jdbc.execute("CREATE SCHEMA " + schema);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> new PostgresBackend(jdbc).createTable(new TableSpec(schema + ".stories")))
                .withMessageContaining("Set dynawrap.postgres.schema to '" + schema + "'")
                .withMessageContaining("call the table 'stories'")
                .matches(e -> e.problem() == StoreProblem.TABLE_UNUSABLE);
        assertThat(jdbc.queryForObject("SELECT to_regclass(?) IS NULL", Boolean.class, '"' + schema + ".stories\""))
                .isTrue();
    }

    @Test
    void aDotIsPartOfANameWhereThereIsNoSuchSchema() {
        JdbcTemplate jdbc = TestDatabase.PLAIN.jdbc();
        String name = TestDatabase.freshName() + ".stories";

        new PostgresBackend(jdbc).createTable(new TableSpec(name));

        assertThat(jdbc.queryForObject("SELECT to_regclass(?) IS NOT NULL", Boolean.class, '"' + name + '"'))
                .isTrue();
    }

    @Test
    void aNameIsTakenAsItIsWritten() {
        String name = "My-Table.x_" + TestDatabase.freshName();

        backend.createTable(new TableSpec(name));

        TestTable table = new TestTable(backend, jdbc, name);
        table.put("a", "b", "here");
        assertThat(TestTable.text(table.get("a", "b"))).isEqualTo("here");
        assertThat(jdbc.queryForObject("SELECT count(*) FROM \"" + name + "\"", Integer.class))
                .isEqualTo(1);
    }

    @Test
    void sixteenInstancesMayCreateATableAtOnce() {
        String table = TestDatabase.freshName();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            CompletableFuture<?>[] instances = IntStream.range(0, 16)
                    .mapToObj(n -> CompletableFuture.runAsync(
                            () -> new PostgresBackend(TestDatabase.PLAIN.jdbc()).createTable(new TableSpec(table)),
                            threads))
                    .toArray(CompletableFuture[]::new);

            assertThat(CompletableFuture.allOf(instances)).succeedsWithin(TestServers.PATIENCE);
        } finally {
            threads.shutdown();
        }
        assertThat(new TestTable(backend, jdbc, table).keys(TestTable.partition("a", "")))
                .isEmpty();
    }

    @Test
    void aTableIsFoundWhileAnotherOneIsLocked() throws SQLException {
        TestTable found = TestTable.create();
        TestTable locked = TestTable.create();
        try (Connection connection = jdbc.getDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE " + locked.name() + " IN ACCESS EXCLUSIVE MODE");

            CompletableFuture<Void> creation =
                    CompletableFuture.runAsync(() -> found.backend().createTable(new TableSpec(found.name())));

            await().atMost(TestServers.PATIENCE).until(() -> creation.isDone() || isWaitedFor(locked.name()));
            assertThat(creation).isCompleted();
        }
    }

    private boolean isWaitedFor(String table) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = to_regclass(?) AND NOT granted)",
                Boolean.class,
                table));
    }

    @Test
    void aRoleThatMayNotCreateUsesAnExistingTable() {
        TestTable table = TestTable.create();
        String role = "role_" + table.name();
        jdbc.execute("CREATE ROLE " + role + " LOGIN");
        // before PostgreSQL 15 every role may create tables there
        jdbc.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        jdbc.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON " + table.name() + " TO " + role);
        try (HikariDataSource pool = pool(role)) {
            PostgresBackend asRole = new PostgresBackend(new JdbcTemplate(pool));
            TestTable seen = new TestTable(asRole, jdbc, table.name());

            asRole.createTable(new TableSpec(table.name()));
            seen.put("a", "b", "written");

            assertThat(TestTable.text(seen.get("a", "b"))).isEqualTo("written");
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> asRole.createTable(new TableSpec(TestDatabase.freshName())))
                    .withMessageContaining("lacks a permission")
                    .withMessageContaining("42501");
        }
    }

    @Test
    void aTableIsMadeAndFoundInTheConfiguredSchema() {
        String schema = "Schema_" + TestDatabase.freshName();
        jdbc.execute("CREATE SCHEMA \"" + schema + "\"");
        String name = TestDatabase.freshName();
        backend.createTable(new TableSpec(name));
        TestTable table = new TestTable(new PostgresBackend(jdbc, schema), jdbc, name);

        table.backend().createTable(new TableSpec(name));
        table.put("a", "b", "in schema");

        assertThat(jdbc.queryForList("SELECT sk FROM \"" + schema + "\"." + name, String.class))
                .containsExactly("b");
        assertThat(new TestTable(backend, jdbc, name).get("a", "b")).isNull();
    }

    @Test
    void aMissingSchemaIsNamedAsTheCause() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> new PostgresBackend(jdbc, "nowhere").createTable(new TableSpec("t")))
                .withMessageContaining("the schema does not exist");
    }

    @Test
    void aTableThatPythonMadeInLowerCaseIsNamed() {
        String lowerCase = "mystories" + TestDatabase.freshName();
        String mixedCase = lowerCase.replace("mystories", "MyStories");
        backend.createTable(new TableSpec(lowerCase));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> backend.createTable(new TableSpec(mixedCase)))
                .withMessageContaining("'" + mixedCase + "'")
                .withMessageContaining("'" + lowerCase + "'");
        assertThat(jdbc.queryForObject("SELECT to_regclass(?)::text", String.class, '"' + mixedCase + '"'))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sk TEXT, schema_version TEXT, data JSONB, PRIMARY KEY (sk) | a column pk of type text",
                "pk TEXT, sk INT, schema_version TEXT, data JSONB, PRIMARY KEY (pk, sk) | a column sk of type text",
                "pk TEXT, sk TEXT, data JSONB, PRIMARY KEY (pk, sk) | a column schema_version of type text",
                "pk TEXT, sk TEXT, schema_version TEXT, data JSON, PRIMARY KEY (pk, sk) | a column data of type jsonb",
                "pk TEXT, sk TEXT, schema_version TEXT, data JSONB, PRIMARY KEY (pk) | PRIMARY KEY (pk, sk)",
                "pk TEXT, sk TEXT, schema_version TEXT, data JSONB, PRIMARY KEY (sk, pk) | PRIMARY KEY (pk, sk)",
                "pk TEXT, sk TEXT, schema_version TEXT, data JSONB, UNIQUE (pk, sk) DEFERRABLE | not deferrable",
                "pk TEXT, sk TEXT COLLATE loose, schema_version TEXT, data JSONB, PRIMARY KEY (pk, sk) | loose"
            })
    void aTableThatCannotHoldItemsIsRefused(String columns, String message) {
        jdbc.execute("CREATE COLLATION IF NOT EXISTS loose"
                + " (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
        String table = TestDatabase.freshName();
        jdbc.execute("CREATE TABLE " + table + " (" + columns + ")");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> backend.createTable(new TableSpec(table)))
                .withMessageContaining("\"" + table + "\"")
                .withMessageContaining(message);
    }

    @Test
    void aUniqueIndexWillDoInPlaceOfAPrimaryKey() {
        String table = TestDatabase.freshName();
        jdbc.execute("CREATE TABLE " + table + " (pk VARCHAR COLLATE \"C\", sk VARCHAR COLLATE \"C\","
                + " schema_version TEXT, data JSONB, extra INT DEFAULT 1, UNIQUE (pk, sk))");

        backend.createTable(new TableSpec(table));

        TestTable unique = new TestTable(backend, jdbc, table);
        unique.put("a", "b", "old");
        unique.put("a", "b", "new");
        assertThat(TestTable.text(unique.get("a", "b"))).isEqualTo("new");
    }

    @Test
    void aTableThatPythonMadeIsUsedWithOneWarningThatSaysWhatToDo() {
        TestTable table = TestTable.createAsPythonDoes();

        List<String> warnings = warnings(() -> {
            table.backend().createTable(new TableSpec(table.name()));
            table.backend().createTable(new TableSpec(table.name()));
        });

        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("slower")
                .contains("ALTER TABLE \"" + table.name() + "\" ALTER COLUMN pk TYPE text COLLATE \"C\"");
    }

    @Test
    void theWarningsStatementMakesTheWarningGoAway() {
        TestTable table = TestTable.createAsPythonDoes();
        table.put("a", "b", "kept");
        String warning = warnings(() -> table.backend().createTable(new TableSpec(table.name())))
                .get(0);

        table.jdbc().execute(warning.substring(warning.indexOf("ALTER TABLE")));

        PostgresBackend restarted = new PostgresBackend(table.jdbc());
        assertThat(warnings(() -> restarted.createTable(new TableSpec(table.name()))))
                .isEmpty();
        assertThat(TestTable.text(table.get("a", "b"))).isEqualTo("kept");
    }

    @Test
    void aTableOfOursIsNotWarnedAbout() {
        TestTable table = TestTable.create();

        assertThat(warnings(() -> table.backend().createTable(new TableSpec(table.name()))))
                .isEmpty();
    }

    private static List<String> warnings(Runnable action) {
        Logger logger = (Logger) LoggerFactory.getLogger(PostgresTableCreation.class);
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
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static HikariDataSource pool(String role) {
        var config = TestServers.postgres("postgres");
        config.setUsername(role);
        return new HikariDataSource(config);
    }

    private static Map<String, Object> column(String name, String type, String collation, String nullable) {
        Map<String, Object> column = new HashMap<>();
        column.put("column_name", name);
        column.put("data_type", type);
        column.put("collation_name", collation);
        column.put("is_nullable", nullable);
        return column;
    }
}
