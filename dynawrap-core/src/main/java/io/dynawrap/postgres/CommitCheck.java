package io.dynawrap.postgres;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Makes the commit of a transaction fail if a statement in it failed. PostgreSQL answers such a {@code COMMIT} with a
 * rollback, and the driver reports success. So an application that caught the failure would lose its earlier writes
 * without notice. A transaction that was rolled back to a savepoint after the failure can be committed, so a query
 * checks the state on the server.
 *
 * @param jdbc the access to the database, in the transaction; part of equality, so that a transaction is checked once
 */
record CommitCheck(JdbcTemplate jdbc) implements TransactionSynchronization {

    /** Registers a check of the surrounding transaction, which runs before its commit. */
    static void register(JdbcTemplate jdbc) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new CommitCheck(jdbc));
        }
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        try {
            jdbc.execute("SELECT 1");
        } catch (DataAccessException e) {
            UnexpectedRollbackException failure = failedCommit();
            failure.initCause(e);
            throw failure;
        }
    }

    static UnexpectedRollbackException failedCommit() {
        return new UnexpectedRollbackException(
                "Transaction rolled back because a statement of an ItemStore failed in it");
    }
}
