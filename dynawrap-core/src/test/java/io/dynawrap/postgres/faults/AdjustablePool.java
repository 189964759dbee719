package io.dynawrap.postgres.faults;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * A pool of HikariCP whose patience changes while it is in use. It waits for a connection as long as it takes, until a
 * test has made sure that it gets none; otherwise a slow machine would run into a short limit before.
 */
final class AdjustablePool extends AbstractDataSource implements AutoCloseable {

    private static final long SHORT_MILLIS = 250;

    private final HikariPool pool;
    private volatile boolean patient = true;

    AdjustablePool(HikariConfig config) {
        config.setConnectionTimeout(NoteTable.PATIENCE.toMillis());
        config.validate();
        pool = new HikariPool(config);
    }

    /** Waits for connections as long as it takes from now on. */
    void bePatient() {
        patient = true;
    }

    /** Gives up soon from now on where there is no connection. */
    void beImpatient() {
        patient = false;
    }

    @Override
    public Connection getConnection() throws SQLException {
        while (!patient) {
            try {
                return pool.getConnection(SHORT_MILLIS);
            } catch (SQLTransientConnectionException e) {
                if (pool.getTotalConnections() > 0 || e.getSQLState() != null) {
                    throw e;
                }
                // the thread that connects had no turn yet: it has neither a connection nor the server's refusal
            }
        }
        return pool.getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        try {
            pool.shutdown();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
