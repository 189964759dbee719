package io.dynawrap.postgres;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionSynchronizationUtils;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The callback of a transaction in which the calling thread is. Spring keeps no sign of these phases which could be read, so the
 * stack is looked at, once for each transaction in which the store is used.
 *
 * @param phase the phase
 * @param type the class of the synchronization that was called
 * @param mayHaveBegunATransaction whether the callback runs its code through {@code TransactionTemplate} or
 *     {@code @Transactional}
 */
record CallbackFrame(Phase phase, Class<?> type, boolean mayHaveBegunATransaction) {

    /** When Spring calls synchronizations. */
    enum Phase {
        /** Before the commit or rollback. */
        BEFORE_COMPLETION,
        /** After the commit, while the synchronizations of the transaction are still the current ones. */
        AFTER_COMMIT,
        /** After the commit or rollback. */
        AFTER_COMPLETION,
        /** After a persistence provider's commit or rollback, of which Spring is not informed yet. */
        AFTER_PROVIDER_COMPLETION
    }

    /** Hibernate commits with methods of this class around its own callbacks; its library might be absent. */
    private static final String HIBERNATE =
            "org.hibernate.resource.transaction.backend.jdbc.internal.JdbcResourceLocalTransactionCoordinatorImpl";

    private static final Map<String, Phase> HIBERNATE_CALLERS = Map.of(
            "beforeCompletionCallback", Phase.BEFORE_COMPLETION,
            "afterCompletionCallback", Phase.AFTER_PROVIDER_COMPLETION);

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** The methods of {@link TransactionSynchronizationUtils} that call the synchronizations. */
    private static final Map<String, Phase> CALLERS = Map.of(
            "triggerBeforeCommit", Phase.BEFORE_COMPLETION,
            "triggerBeforeCompletion", Phase.BEFORE_COMPLETION,
            "invokeAfterCommit", Phase.AFTER_COMMIT,
            "invokeAfterCompletion", Phase.AFTER_COMPLETION);

    private static final Set<Class<?>> BEGINNERS = Set.of(TransactionTemplate.class, TransactionAspectSupport.class);

    /** The innermost callback around this call, or {@code null} if there is no such callback. */
    static @Nullable CallbackFrame innermost() {
        return STACK.walk(CallbackFrame::innermost).orElse(null);
    }

    private static Optional<CallbackFrame> innermost(Stream<StackWalker.StackFrame> frames) {
        Class<?> called = CallbackFrame.class;
        boolean started = false;
        for (StackWalker.StackFrame frame : (Iterable<StackWalker.StackFrame>) frames::iterator) {
            Class<?> type = frame.getDeclaringClass();
            Phase phase = phaseOf(type, frame.getMethodName());
            if (phase != null) {
                return Optional.of(new CallbackFrame(phase, called, started));
            }
            started |= BEGINNERS.contains(type);
            called = type;
        }
        return Optional.empty();
    }

    private static @Nullable Phase phaseOf(Class<?> type, String method) {
        if (type == TransactionSynchronizationUtils.class) {
            return CALLERS.get(method);
        }
        Phase phase = HIBERNATE_CALLERS.get(method);
        return phase != null && type.getName().equals(HIBERNATE) ? phase : null;
    }

    static boolean isIn(@Nullable CallbackFrame callback, Phase phase) {
        return callback != null && callback.phase == phase;
    }

    /**
     * Whether the called synchronization may be one of the current transaction's. If it is not, another transaction has started
     * in the callback.
     */
    boolean isOneOfTheCurrentTransaction() {
        return TransactionSynchronizationManager.getSynchronizations().stream().anyMatch(type::isInstance);
    }
}
