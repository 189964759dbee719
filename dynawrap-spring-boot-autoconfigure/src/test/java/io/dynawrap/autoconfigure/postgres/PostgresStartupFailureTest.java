package io.dynawrap.autoconfigure.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dynawrap.autoconfigure.Applications;
import io.dynawrap.autoconfigure.Contexts;
import io.dynawrap.autoconfigure.models.stories.EarlyStoriesApplication;
import io.dynawrap.autoconfigure.models.stories.StoriesApplication;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What someone reads whose application finds its PostgreSQL otherwise than it expects. */
@ExtendWith(OutputCaptureExtension.class)
class PostgresStartupFailureTest {

    private static EmbeddedPostgresServer server;
    private static JdbcTemplate jdbc;

    @BeforeAll
    static void startServer() {
        server = EmbeddedPostgresServer.start();
        jdbc = new JdbcTemplate(new DriverManagerDataSource(server.jdbcUrl(), server.username(), server.password()));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void aServerThatDoesNotAnswerShowsItsAddress(CapturedOutput output) {
        assertStops(
                StoriesApplication.class,
                "spring.datasource.url=jdbc:postgresql://localhost:1/nowhere?password=secret",
                "spring.datasource.password=secret");

        assertThat(analysis(output))
                .contains("PostgreSQL cannot be reached.", "localhost:1", "table 'stories'", "the connection failed")
                .contains("spring:\n  datasource:\n    url: jdbc:postgresql://localhost:5432/mydatabase")
                .doesNotContain("secret");
    }

    @Test
    void aServerThatDoesNotAnswerTheFirstUseShowsItsAddressToo(CapturedOutput output) {
        assertStops(
                EarlyStoriesApplication.class,
                "dynawrap.create-tables=false",
                "spring.datasource.url=" + Contexts.POSTGRES_URL);

        assertThat(analysis(output)).contains("PostgreSQL cannot be reached.", "localhost:1");
    }

    @Test
    void aWrongPasswordShowsTheUserAndNotThePassword(CapturedOutput output) {
        guard("guarded");

        assertStops(
                StoriesApplication.class,
                atServer("spring.datasource.username=guarded", "spring.datasource.password=wrong"));

        assertThat(analysis(output))
                .contains("PostgreSQL refuses the log-in.", "password authentication failed for user \"guarded\"")
                .contains("spring:\n  datasource:\n    username: myuser\n    password: mypassword")
                .doesNotContain("wrong");
    }

    @Test
    void aMissingPasswordIsAFailedLogIn(CapturedOutput output) {
        guard("keyless");

        assertStops(StoriesApplication.class, atServer("spring.datasource.username=keyless"));

        assertThat(analysis(output))
                .contains("PostgreSQL refuses the log-in.", "no password was provided")
                .contains("spring:\n  datasource:\n    username: myuser\n    password: mypassword");
    }

    @Test
    void anEncryptionThatTheServerHasNotShowsWhereToSetIt(CapturedOutput output) {
        assertStops(
                StoriesApplication.class,
                "spring.datasource.url=" + server.jdbcUrl() + (server.jdbcUrl().contains("?") ? "&" : "?")
                        + "sslmode=require",
                user());

        assertThat(analysis(output))
                .contains("The server does not support SSL.")
                .contains("url: jdbc:postgresql://localhost:5432/mydatabase?sslmode=require");
    }

    @Test
    void anUnknownDatabaseShowsItsName(CapturedOutput output) {
        assertStops(StoriesApplication.class, "spring.datasource.url=" + server.jdbcUrl("nowhere"), user());

        assertThat(analysis(output))
                .contains("PostgreSQL has no such database.", "database \"nowhere\" does not exist")
                .contains("CREATE DATABASE mydatabase");
    }

    @Test
    void anUnknownSchemaShowsItsName(CapturedOutput output) {
        assertStops(StoriesApplication.class, atServer("dynawrap.postgres.schema=absent", user()));

        assertThat(analysis(output))
                .contains("PostgreSQL has no such schema.", "schema \"absent\" does not exist")
                .contains("dynawrap:\n  postgres:\n    schema: public")
                .contains("CREATE SCHEMA myschema;");
    }

    @Test
    void aMissingPermissionShowsWhatToGrant(CapturedOutput output) {
        jdbc.execute("CREATE ROLE reader LOGIN");

        assertStops(StoriesApplication.class, atServer("spring.datasource.username=reader"));

        assertThat(analysis(output))
                .contains("The role lacks a permission in PostgreSQL.", "permission denied for schema public")
                .contains("GRANT USAGE, CREATE ON SCHEMA public TO myuser;")
                .contains("dynawrap:\n  create-tables: false");
    }

    @Test
    void aTableWithOtherColumnsShowsWhatItLacksAndHowToUseAnother(CapturedOutput output) {
        jdbc.execute("CREATE TABLE \"wide-stories\" (pk TEXT, sk TEXT, PRIMARY KEY (pk, sk))");

        assertStops(StoriesApplication.class, atServer("dynawrap.table-prefix=wide-", user()));

        assertThat(analysis(output))
                .contains(
                        "the table \"wide-stories\" exists but cannot hold items: it needs a column schema_version of type text")
                .contains("dynawrap:\n  tables:\n    \"[stories]\":\n      name: another-table");
    }

    @Test
    void aTableWithACollationThatTakesDifferentTextsForEqualIsNamed(CapturedOutput output) {
        jdbc.execute("CREATE COLLATION blurred (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
        jdbc.execute(
                "CREATE TABLE \"blurred-stories\" (pk TEXT COLLATE blurred, sk TEXT, schema_version TEXT, data JSONB,"
                        + " PRIMARY KEY (pk, sk))");

        assertStops(StoriesApplication.class, atServer("dynawrap.table-prefix=blurred-", user()));

        assertThat(analysis(output))
                .contains("the collation blurred of column pk treats different texts as equal")
                .contains("name: another-table");
    }

    @Test
    void aTableThatIsThereInLowerCaseShowsBothNames(CapturedOutput output) {
        jdbc.execute("CREATE TABLE \"python-stories\" (pk TEXT)");

        assertStops(StoriesApplication.class, atServer("dynawrap.tables.stories.name=Python-Stories", user()));

        assertThat(analysis(output))
                .contains("the table 'Python-Stories' does not exist, but 'python-stories' does")
                .contains("\"[stories]\":");
    }

    @Test
    void aTableThatNobodyCreatedShowsTheSettingThatCreatesIt(CapturedOutput output) {
        assertStops(
                EarlyStoriesApplication.class,
                atServer("dynawrap.table-prefix=absent-", "dynawrap.create-tables=false", user()));

        assertThat(analysis(output))
                .contains("The table 'absent-stories' does not exist.")
                .contains("dynawrap:\n  create-tables: true");
    }

    @Test
    void aPrefixThatNoTableCanHaveShowsTheSettings(CapturedOutput output) {
        assertStops(StoriesApplication.class, atServer("dynawrap.table-prefix=my app ", user()));

        assertThat(analysis(output))
                .contains("'my app stories' cannot be the name of a table in PostgreSQL")
                .contains("Correct dynawrap.table-prefix")
                .contains("dynawrap:\n  tables:\n    \"[stories]\":\n      name: another-name");
    }

    @Test
    void aSchemaThatCannotBeOneShowsTheSetting(CapturedOutput output) {
        assertStops(StoriesApplication.class, atServer("dynawrap.postgres.schema=my schema", user()));

        assertThat(analysis(output))
                .contains("'my schema' cannot be the name of a schema in PostgreSQL")
                .contains("Correct dynawrap.postgres.schema, or remove it");
    }

    private static void assertStops(Class<?> application, String... properties) {
        assertThatThrownBy(() -> Applications.start(application, properties)).isInstanceOf(RuntimeException.class);
    }

    /** What the analysis says, without the log before it. */
    private static String analysis(CapturedOutput output) {
        assertThat(output).contains("APPLICATION FAILED TO START");
        return output.getAll().substring(output.getAll().indexOf("APPLICATION FAILED TO START"));
    }

    private static String user() {
        return "spring.datasource.username=" + server.username();
    }

    private static String[] atServer(String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("spring.datasource.url=" + server.jdbcUrl());
        return all.toArray(String[]::new);
    }

    /** A role that needs its password to log in, while the others need none. */
    private static void guard(String role) {
        jdbc.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'right'");
        String rules = jdbc.queryForObject("SELECT current_setting('hba_file')", String.class);
        jdbc.execute("COPY (SELECT unnest(ARRAY['host all " + role + " all scram-sha-256', 'host all all all trust']))"
                + " TO '" + rules + "'");
        jdbc.execute("SELECT pg_reload_conf()");
        await().atMost(Duration.ofMinutes(10))
                .until(() -> !logsIn(role, "wrong") && logsIn(server.username(), server.password()));
    }

    private static boolean logsIn(String user, String password) {
        try {
            DriverManager.getConnection(server.jdbcUrl(), user, password).close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
