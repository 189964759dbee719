package io.dynawrap.autoconfigure.postgres;

import io.dynawrap.StoreException;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Describes why PostgreSQL cannot be used, with its own message, and what to configure. */
final class PostgresFailureAnalyzer extends AbstractFailureAnalyzer<StoreException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, StoreException cause) {
        SQLException failure = withState(cause);
        return failure == null
                ? null
                : PostgresProblem.of(cause.problem())
                        .map(problem -> new FailureAnalysis(
                                problem.headline() + System.lineSeparator() + System.lineSeparator() + "    "
                                        + message(failure) + System.lineSeparator() + System.lineSeparator()
                                        + cause.getMessage(),
                                problem.action(),
                                cause))
                        .orElse(null);
    }

    private static @Nullable SQLException withState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && e.getSQLState() != null) {
                return e;
            }
        }
        return null;
    }

    /** Returns the first line of the message, which has neither statements nor values. */
    private static String message(SQLException failure) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return failure.getCause() instanceof IOException e ? message + " (" + e + ")" : message;
    }
}
