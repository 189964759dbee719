package io.dynawrap.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.TestServers;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;

/** The databases of the embedded server that the tests of this package use. */
enum TestDatabase {
    /** The server's default database. */
    PLAIN("postgres"),
    /** One whose default collation does not sort by bytes, as the Python edition finds it. */
    ICU("icu");

    private static final AtomicInteger TABLES = new AtomicInteger();
    private static final int FIRST_WITH_ICU_DATABASES = 15;

    private final String name;
    private final JdbcTemplate jdbc;
    private final String textType;

    TestDatabase(String name) {
        this.name = name;
        this.textType = name.equals("postgres") ? "TEXT" : createWithIcu(name);
        this.jdbc = new JdbcTemplate(pool(name, true));
    }

    /** Creates a database, and returns the type of a text in it that is not sorted by bytes. */
    private static String createWithIcu(String name) {
        try (HikariDataSource pool = pool("postgres", true)) {
            JdbcTemplate postgres = new JdbcTemplate(pool);
            boolean byDefault = majorVersion(postgres) >= FIRST_WITH_ICU_DATABASES;
            postgres.execute("CREATE DATABASE " + name
                    + (byDefault ? " TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'" : ""));
            return byDefault ? "TEXT" : "TEXT COLLATE \"en-x-icu\"";
        }
    }

    private static int majorVersion(JdbcTemplate postgres) {
        Integer number = postgres.queryForObject("SELECT current_setting('server_version_num')::int", Integer.class);
        return Objects.requireNonNull(number) / 10_000;
    }

    /** Access through a pool of auto-commit connections. */
    JdbcTemplate jdbc() {
        return jdbc;
    }

    /** The type of a text column that has the order of this database. */
    String textType() {
        return textType;
    }

    /** A further pool, to be closed by the caller. */
    HikariDataSource pool(boolean autoCommit) {
        return pool(name, autoCommit);
    }

    /** A table name that no other test has. */
    static String freshName() {
        return "t" + TABLES.incrementAndGet();
    }

    private static HikariDataSource pool(String database, boolean autoCommit) {
        HikariConfig config = TestServers.postgres(database);
        config.setAutoCommit(autoCommit);
        return new HikariDataSource(config);
    }
}
