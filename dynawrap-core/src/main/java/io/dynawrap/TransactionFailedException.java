package io.dynawrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@link ItemStore#transaction} if the condition of an operation does not hold. Nothing was written. {@link #reasons}
 * has a reason for each operation that was refused. The message names models and keys, but no other stored values.
 */
public final class TransactionFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** One element for each operation, which is {@code null} if the operation was not refused. */
    private final ArrayList<@Nullable ConditionFailedException> reasons;

    /**
     * Creates an exception.
     *
     * @param reasons one element for each operation, in order: why it was refused, or empty if it was not
     */
    public TransactionFailedException(List<Optional<ConditionFailedException>> reasons) {
        super(message(reasons), first(reasons));
        this.reasons = new ArrayList<>(reasons.size());
        reasons.forEach(reason -> this.reasons.add(reason.orElse(null)));
    }

    private static String message(List<Optional<ConditionFailedException>> reasons) {
        long refused = reasons.stream().filter(Optional::isPresent).count();
        ConditionFailedException first = first(reasons);
        return "The transaction was not executed: " + refused + " of " + reasons.size() + " operations "
                + (refused == 1 ? "was" : "were") + " refused."
                + (first == null
                        ? ""
                        : " The operation at index " + reasons.indexOf(Optional.of(first)) + ": " + first.getMessage());
    }

    private static @Nullable ConditionFailedException first(List<Optional<ConditionFailedException>> reasons) {
        return reasons.stream().flatMap(Optional::stream).findFirst().orElse(null);
    }

    /**
     * Returns why operations were refused. {@link ConditionFailedException#current} of a reason returns the item that refused the
     * operation.
     *
     * @return one element for each operation, in the order in which they were added, which is empty if the operation was not refused
     */
    public List<Optional<ConditionFailedException>> reasons() {
        return reasons.stream().map(Optional::ofNullable).toList();
    }
}
