package io.dynawrap.postgres;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets the commit of a transaction fail in which a statement failed. PostgreSQL answers such a {@code COMMIT} with a
 * rollback, and the driver takes that for success, so an application that caught the failure would lose what it wrote
 * before without noticing. A transaction that was rolled back to a savepoint since may be committed, so the server is
 * asked.
 *
 * @param jdbc the access to the database, in the transaction; part of equality, so that a transaction is checked once
 */
record CommitCheck(JdbcTemplate jdbc) implements TransactionSynchronization {

    /** Has the transaction around this call checked when it is to be committed. */
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
