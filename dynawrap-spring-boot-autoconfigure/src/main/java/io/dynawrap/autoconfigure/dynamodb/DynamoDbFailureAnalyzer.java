package io.dynawrap.autoconfigure.dynamodb;

import io.dynawrap.StoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import software.amazon.awssdk.core.exception.SdkException;

/** Describes why DynamoDB cannot be used, and what to configure. */
final class DynamoDbFailureAnalyzer extends AbstractFailureAnalyzer<StoreException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, StoreException cause) {
        return cause.getCause() instanceof SdkException
                ? DynamoDbProblem.of(cause.problem())
                        .map(problem -> new FailureAnalysis(
                                problem.headline() + System.lineSeparator() + System.lineSeparator() + "    "
                                        + message(problem, cause),
                                problem.action(),
                                cause))
                        .orElse(null)
                : null;
    }

    /** Returns the message to show. The SDK's message about missing credentials is long: it lists each provider. */
    private static String message(DynamoDbProblem problem, StoreException failure) {
        return problem == DynamoDbProblem.CREDENTIALS_MISSING
                ? "Unable to load credentials from any of the providers in the chain"
                : String.valueOf(failure.getMessage());
    }
}
