package io.dynawrap.autoconfigure.postgres;

import java.sql.Connection;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** A DataSource that shows nothing about its database. */
final class UnknownDataSource extends AbstractDataSource {

    @Override
    public Connection getConnection() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Connection getConnection(String username, String password) {
        throw new UnsupportedOperationException();
    }
}
