package io.dynawrap.postgres;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHandle;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SimpleConnectionHandle;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells whether a Spring transaction on one {@code DataSource} is open in the calling thread. That a transaction is
 * active at all does not say so, for it may be another {@code DataSource}'s; nor does a bound connection, for under
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
     * Whether the connection belongs to a persistence provider: {@code JpaTransactionManager} binds it for the time of
     * its transaction through a handle of its own kind and leaves the holder's own flag unset.
     */
    private static boolean isLent(@Nullable ConnectionHandle handle) {
        return handle != null && !(handle instanceof SimpleConnectionHandle);
    }

    /** Never begins a transaction: it only reads what any manager of the {@code DataSource} has bound. */
    private static final class Probe extends DataSourceTransactionManager {

        Probe(DataSource dataSource) {
            super(dataSource);
        }

        /** The key of the binding, which is a transaction-aware proxy's target rather than the proxy. */
        DataSource dataSource() {
            return obtainDataSource();
        }

        boolean hasTransaction() {
            return isExistingTransaction(doGetTransaction());
        }
    }
}
