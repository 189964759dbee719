package io.dynawrap.autoconfigure;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Where a PostgreSQL of the tests is. */
public record PostgresDetails(String getJdbcUrl, String getUsername, String getPassword)
        implements JdbcConnectionDetails {}
