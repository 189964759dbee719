package io.dynawrap.autoconfigure.dynamodb;

import io.dynawrap.StoreException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Describes why DynamoDB cannot be used, and what to configure. */
final class DynamoDbFailureAnalyzer extends AbstractFailureAnalyzer<StoreException> {

    /** Start of the message of the SDK's default chain if no provider has credentials; the SDK has no exception type for it. */
    private static final String NO_CREDENTIALS = "Unable to load credentials from any of the providers";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, StoreException cause) {
        return problem(cause.getCause())
                .map(problem -> new FailureAnalysis(
                        problem.headline() + System.lineSeparator() + System.lineSeparator() + "    "
                                + message(problem, cause),
                        problem.action(),
                        cause))
                .orElse(null);
    }

    private static Optional<DynamoDbProblem> problem(@Nullable Throwable failure) {
        if (failure instanceof AwsServiceException service) {
            String code = errorCode(service);
            return code == null ? Optional.of(DynamoDbProblem.NOT_DYNAMODB) : DynamoDbProblem.of(code);
        }
        if (!(failure instanceof SdkClientException)) {
            return Optional.empty();
        }
        if (String.valueOf(failure.getMessage()).startsWith(NO_CREDENTIALS)) {
            return Optional.of(DynamoDbProblem.NO_CREDENTIALS);
        }
        return ioFailure(failure) == null ? Optional.empty() : Optional.of(DynamoDbProblem.UNREACHABLE);
    }

    /** Returns the error code, or {@code null} for a server other than DynamoDB, which sends no code. */
    private static @Nullable String errorCode(AwsServiceException failure) {
        return failure.awsErrorDetails() == null
                ? null
                : failure.awsErrorDetails().errorCode();
    }

    /** Returns the message to show. The message about missing credentials is shortened: it lists each provider at length. */
    private static String message(DynamoDbProblem problem, StoreException failure) {
        return problem == DynamoDbProblem.NO_CREDENTIALS
                ? NO_CREDENTIALS + " in the chain"
                : String.valueOf(failure.getMessage());
    }

    private static @Nullable Throwable ioFailure(Throwable failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return cause;
            }
        }
        return null;
    }
}
