package io.dynawrap.postgres;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHandle;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SimpleConnectionHandle;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Reports whether a Spring transaction on one {@code DataSource} is open in the calling thread. An active transaction
 * is not sufficient, because it may belong to another {@code DataSource}. Neither is a bound connection, because under
 * {@code SUPPORTS} it is bound without a transaction.
 */
final class SurroundingTransaction {

    private final Probe probe;

    SurroundingTransaction(DataSource dataSource) {
        this.probe = new Probe(dataSource);
    }

    boolean isActive() {
        return TransactionSynchronizationManager.getResource(probe.dataSource()) instanceof ConnectionHolder holder
                && (isLent(holder.getConnectionHandle()) || probe.hasTransaction());
    }

    /**
     * Reports whether the connection belongs to a persistence provider. {@code JpaTransactionManager} binds it for the
     * time of its transaction through its own kind of handle and does not set the holder's flag.
     */
    private static boolean isLent(@Nullable ConnectionHandle handle) {
        return handle != null && !(handle instanceof SimpleConnectionHandle);
    }

    /** Never starts a transaction: it only reads what any manager of the {@code DataSource} has bound. */
    private static final class Probe extends DataSourceTransactionManager {

        Probe(DataSource dataSource) {
            super(dataSource);
        }

        /** Returns the key of the binding: for a transaction-aware proxy its target. */
        DataSource dataSource() {
            return obtainDataSource();
        }

        boolean hasTransaction() {
            return isExistingTransaction(doGetTransaction());
        }
    }
}
