package io.dynawrap.postgres;

import io.dynawrap.postgres.CallbackFrame.Phase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.ConnectionHandle;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.SimpleConnectionHandle;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reports whether a Spring transaction on one {@code DataSource} is open in the calling thread. An active transaction
 * is not sufficient, because it may belong to another {@code DataSource}. Neither is a bound connection, because under
 * {@code SUPPORTS} it is bound without a transaction.
 *
 * <p>A connection that is bound with a transaction is not sufficient either. Spring commits, then calls {@code
 * afterCommit} and {@code afterCompletion}, and only then takes the connection away and clears its flags. What a callback
 * writes in between belongs to no transaction that anyone commits. A synchronization that this class registers with a
 * transaction reports the commit. A transaction in which the store is not used before its callbacks has no such
 * synchronization; {@link CallbackFrame} shows it.
 */
final class SurroundingTransaction {

    /** What a call finds in its thread. */
    enum State {
        /** No connection is bound with a transaction. */
        ABSENT,
        /** The transaction is open, and what is written becomes permanent with it. */
        ACTIVE,
        /** The bound connection is that of a transaction that was committed or rolled back. */
        COMPLETED,
        /** The call is made in a callback, and it cannot be decided which transaction the bound connection belongs to. */
        UNDECIDED
    }

    private final Probe probe;
    private final TransactionTemplate outside;

    SurroundingTransaction(DataSource dataSource) {
        this.probe = new Probe(dataSource);
        this.outside = new TransactionTemplate(probe);
        this.outside.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    }

    State state() {
        ConnectionHolder holder = probe.holder();
        if (holder == null) {
            return State.ABSENT;
        }
        Follower known = (Follower) TransactionSynchronizationManager.getResource(this);
        if (known != null && known.holder == holder) {
            return known.state();
        }
        boolean isAlone = !isAnotherTransactionBound(holder);
        if (isAlone && isFirstOfAll(holder)) {
            follow(holder, true, false);
            return State.ACTIVE;
        }
        CallbackFrame callback = CallbackFrame.innermost();
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            // so it is in afterCompletion, and with managers that have no synchronization at all
            return CallbackFrame.isIn(callback, Phase.AFTER_COMPLETION) ? completed(isAlone) : State.ACTIVE;
        }
        boolean hasBegun = callback != null && callback.mayHaveBegunATransaction();
        if (callback != null && callback.phase() == Phase.AFTER_COMMIT && callback.isOneOfTheCurrentTransaction()) {
            return completed(isAlone && !hasBegun);
        }
        boolean isAfterProvider = CallbackFrame.isIn(callback, Phase.AFTER_PROVIDER_COMPLETION);
        if (isAfterProvider && !hasBegun) {
            return completed(isAlone);
        }
        // there a transaction was started, or takes part in the completed one
        boolean mayBeCompleted = isAfterProvider || CallbackFrame.isIn(callback, Phase.AFTER_COMPLETION);
        if (isAlone) {
            Follower follower = follow(holder, mayBeCompleted, CallbackFrame.isIn(callback, Phase.BEFORE_COMPLETION));
            if (mayBeCompleted) {
                follower.begin();
            }
        }
        return isAlone || !mayBeCompleted ? State.ACTIVE : State.UNDECIDED;
    }

    /**
     * Whether nothing has registered with the transaction. It is then not in its own callback, so that the stack need not
     * be looked at; it might only take part in a transaction that was completed before.
     */
    private static boolean isFirstOfAll(ConnectionHolder holder) {
        return TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.getSynchronizations().isEmpty()
                && !Probe.isLent(holder.getConnectionHandle());
    }

    private static State completed(boolean isCertain) {
        return isCertain ? State.COMPLETED : State.UNDECIDED;
    }

    /**
     * Lets the commit of the surrounding transaction fail, because a statement failed in it. While the transaction is about to
     * be committed no further check can be registered; Spring then reports one that is marked.
     */
    void failCommit(JdbcTemplate jdbc) {
        ConnectionHolder holder = probe.holder();
        Follower known = (Follower) TransactionSynchronizationManager.getResource(this);
        if (holder != null && known != null && known.holder == holder && known.isCommitting) {
            holder.setRollbackOnly();
            known.mustNotCommit = true;
        } else {
            CommitCheck.register(jdbc);
        }
    }

    /** With two of them, callbacks of the one run while the other is open. */
    private static boolean isAnotherTransactionBound(ConnectionHolder holder) {
        for (Map.Entry<Object, Object> resource :
                TransactionSynchronizationManager.getResourceMap().entrySet()) {
            if (resource.getValue() instanceof ConnectionHolder
                    && resource.getValue() != holder
                    && resource.getKey() instanceof DataSource other
                    && new Probe(other).holder() != null) {
                return true;
            }
        }
        return false;
    }

    private Follower follow(ConnectionHolder holder, boolean mayBeCompleted, boolean isCommitting) {
        Follower outer = (Follower) TransactionSynchronizationManager.unbindResourceIfPossible(this);
        Follower follower = new Follower(holder, mayBeCompleted, isCommitting, outer);
        TransactionSynchronizationManager.bindResource(this, follower);
        TransactionSynchronizationManager.registerSynchronization(follower);
        return follower;
    }

    /** Runs work as if there were no transaction: on another connection, each statement committed by itself. */
    <T> T outside(Supplier<T> work) {
        return outside.execute(status -> work.get());
    }

    /** Comes first among the callbacks of a transaction, so that it is right for all others. */
    private final class Follower implements TransactionSynchronization {

        private final ConnectionHolder holder;
        private final boolean mayBeCompleted;
        private final @Nullable Follower outer;
        private boolean isCommitting;
        private boolean mustNotCommit;
        private boolean isCompleted;
        private boolean isSwitchedOff;

        /**
         * Creates a follower.
         *
         * @param mayBeCompleted whether the transaction might only take part in one that was completed before: Spring then
         *     reports a commit that was not made
         * @param isCommitting whether the transaction is about to be committed
         * @param outer the follower of the transaction around this one
         */
        Follower(ConnectionHolder holder, boolean mayBeCompleted, boolean isCommitting, @Nullable Follower outer) {
            this.holder = holder;
            this.mayBeCompleted = mayBeCompleted;
            this.isCommitting = isCommitting;
            this.outer = outer;
        }

        State state() {
            boolean isOver = isCompleted
                    || isCommitting && CallbackFrame.isIn(CallbackFrame.innermost(), Phase.AFTER_PROVIDER_COMPLETION);
            return isOver ? State.COMPLETED : State.ACTIVE;
        }

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            isCommitting = true;
        }

        @Override
        public void beforeCompletion() {
            isCommitting = true;
        }

        /** A manager that is not of JDBC pays no attention to the mark; what is thrown here reaches its caller. */
        @Override
        public void afterCommit() {
            isCompleted = true;
            if (mustNotCommit && holder.isRollbackOnly()) {
                throw CommitCheck.failedCommit();
            }
            if (mayBeCompleted) {
                end(Connection::commit);
            }
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(SurroundingTransaction.this);
            if (outer != null) {
                TransactionSynchronizationManager.bindResource(SurroundingTransaction.this, outer);
            }
            if (mayBeCompleted && !isCompleted) {
                end(Connection::rollback);
            }
        }

        /** Begins a transaction where Hibernate has completed one, and has switched auto-commit on again. */
        void begin() {
            onConnection(connection -> {
                if (connection.getAutoCommit()) {
                    connection.setAutoCommit(false);
                    isSwitchedOff = true;
                }
            });
        }

        /** Does nothing where the transaction has its own commit or rollback, for then no statement is left. */
        private void end(ConnectionAction ending) {
            onConnection(connection -> {
                if (!connection.getAutoCommit()) {
                    ending.apply(connection);
                }
                if (isSwitchedOff) {
                    connection.setAutoCommit(true);
                }
            });
        }

        private void onConnection(ConnectionAction action) {
            if (probe.holder() != holder || isAnotherTransactionBound(holder)) {
                return;
            }
            DataSource dataSource = probe.dataSource();
            Connection connection = DataSourceUtils.getConnection(dataSource);
            try {
                action.apply(connection);
            } catch (SQLException e) {
                throw new TransactionSystemException(
                        "The writes of an ItemStore in a callback after a transaction could not be committed", e);
            } finally {
                DataSourceUtils.releaseConnection(connection, dataSource);
            }
        }
    }

    @FunctionalInterface
    private interface ConnectionAction {
        void apply(Connection connection) throws SQLException;
    }

    /** Starts no transaction: it reads, and sets aside, what any manager of the {@code DataSource} has bound. */
    private static final class Probe extends DataSourceTransactionManager {

        private static final long serialVersionUID = 1L;

        Probe(DataSource dataSource) {
            super(dataSource);
        }

        /** Returns the key of the binding: for a transaction-aware proxy its target. */
        DataSource dataSource() {
            return obtainDataSource();
        }

        /** The connection that is bound with a transaction, or {@code null}. */
        @Nullable ConnectionHolder holder() {
            return TransactionSynchronizationManager.getResource(obtainDataSource()) instanceof ConnectionHolder holder
                            && isExistingTransaction(doGetTransaction())
                    ? holder
                    : null;
        }

        @Override
        protected boolean isExistingTransaction(Object transaction) {
            return TransactionSynchronizationManager.getResource(obtainDataSource()) instanceof ConnectionHolder holder
                    && (isLent(holder.getConnectionHandle()) || super.isExistingTransaction(transaction));
        }

        /**
         * Whether the connection belongs to a persistence provider: {@code JpaTransactionManager} binds it for the time of
         * its transaction through its own kind of handle and leaves the holder's own flag unset.
         */
        private static boolean isLent(@Nullable ConnectionHandle handle) {
            return handle != null && !(handle instanceof SimpleConnectionHandle);
        }
    }
}
