package io.dynawrap.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.TestServers;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;

/** The databases of the embedded server that the tests of this package use. */
enum TestDatabase {
    /** The server's default database. */
    PLAIN("postgres"),
    /** One whose default collation does not sort by bytes, as the Python edition finds it. */
    ICU("icu");

    private static final AtomicInteger TABLES = new AtomicInteger();

    private final String name;
    private final JdbcTemplate jdbc;

    TestDatabase(String name) {
        this.name = name;
        if (!name.equals("postgres")) {
            try (HikariDataSource postgres = pool("postgres", true)) {
                new JdbcTemplate(postgres)
                        .execute("CREATE DATABASE " + name
                                + " TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'");
            }
        }
        this.jdbc = new JdbcTemplate(pool(name, true));
    }

    /** Access through a pool of auto-commit connections. */
    JdbcTemplate jdbc() {
        return jdbc;
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
