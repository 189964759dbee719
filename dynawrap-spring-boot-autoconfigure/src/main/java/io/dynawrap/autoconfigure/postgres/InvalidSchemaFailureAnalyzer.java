package io.dynawrap.autoconfigure.postgres;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Describes which setting holds a schema name that PostgreSQL does not allow. */
final class InvalidSchemaFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSchemaException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidSchemaException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Correct dynawrap.postgres.schema, or remove it to use the connection's search path.",
                cause);
    }
}
