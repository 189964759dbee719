package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.spi.TableSpec;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The same on the server's official image, whose default collation is that of its locale; skipped without Docker. */
@Testcontainers(disabledWithoutDocker = true)
class PostgresContainersIT {

    @Container
    private static final PostgreSQLContainer SERVER = new PostgreSQLContainer("postgres:18-alpine");

    @Test
    void itemsAreStoredAndReadInByteOrder() {
        JdbcTemplate jdbc = new JdbcTemplate(
                new DriverManagerDataSource(SERVER.getJdbcUrl(), SERVER.getUsername(), SERVER.getPassword()));
        TestTable table = new TestTable(new PostgresBackend(jdbc), jdbc, "stories");

        table.backend().createTable(new TableSpec("stories"));
        table.put("USER#1", "é", "last");
        table.put("USER#1", "a", "middle");
        table.put("USER#1", "B", "first");

        assertThat(table.sortKeys(TestTable.partition("USER#1", ""))).containsExactly("B", "a", "é");
        assertThat(TestTable.text(table.get("USER#1", "a"))).isEqualTo("middle");
    }
}
