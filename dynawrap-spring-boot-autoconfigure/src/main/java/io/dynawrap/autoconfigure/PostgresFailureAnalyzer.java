package io.dynawrap.autoconfigure;

import io.dynawrap.StoreException;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why PostgreSQL could not be used, in its own words, and what to write. */
final class PostgresFailureAnalyzer extends AbstractFailureAnalyzer<StoreException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, StoreException cause) {
        SQLException failure = withState(cause);
        return failure == null
                ? null
                : PostgresProblem.of(failure.getSQLState())
                        .map(problem -> new FailureAnalysis(
                                problem.headline() + System.lineSeparator() + System.lineSeparator() + "    "
                                        + words(failure) + System.lineSeparator() + System.lineSeparator()
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

    /** The first line has neither statements nor values. */
    private static String words(SQLException failure) {
        String words = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return failure.getCause() instanceof IOException e ? words + " (" + e + ")" : words;
    }
}
