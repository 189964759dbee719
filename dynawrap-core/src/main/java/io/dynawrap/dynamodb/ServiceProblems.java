package io.dynawrap.dynamodb;

import io.dynawrap.StoreProblem;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Classifies what the SDK throws: the kind of problem, and whether the same request may succeed later. */
final class ServiceProblems {

    /**
     * Error codes of the service: developer guide, "Error handling with DynamoDB", and API reference, "Common Errors". The guide
     * also allows to repeat what fails with UnrecognizedClientException or ItemCollectionSizeLimitExceededException. Here these
     * are lasting, because neither the credentials nor the size of the collection change by themselves.
     */
    private static final Map<String, StoreProblem> BY_CODE = Map.ofEntries(
            Map.entry("AuthFailure", StoreProblem.CREDENTIALS),
            Map.entry("ExpiredToken", StoreProblem.CREDENTIALS),
            Map.entry("ExpiredTokenException", StoreProblem.CREDENTIALS),
            Map.entry("IncompleteSignature", StoreProblem.CREDENTIALS),
            Map.entry("IncompleteSignatureException", StoreProblem.CREDENTIALS),
            Map.entry("InvalidClientTokenId", StoreProblem.CREDENTIALS),
            Map.entry("InvalidSignatureException", StoreProblem.CREDENTIALS),
            Map.entry("MissingAuthenticationToken", StoreProblem.CREDENTIALS),
            Map.entry("MissingAuthenticationTokenException", StoreProblem.CREDENTIALS),
            Map.entry("RequestExpired", StoreProblem.CREDENTIALS),
            Map.entry("RequestInTheFuture", StoreProblem.CREDENTIALS),
            Map.entry("RequestTimeTooSkewed", StoreProblem.CREDENTIALS),
            Map.entry("SignatureDoesNotMatch", StoreProblem.CREDENTIALS),
            Map.entry("UnrecognizedClientException", StoreProblem.CREDENTIALS),
            Map.entry("AccessDeniedException", StoreProblem.PERMISSION),
            Map.entry("NotAuthorized", StoreProblem.PERMISSION),
            Map.entry("OptInRequired", StoreProblem.PERMISSION),
            Map.entry("LimitExceededException", StoreProblem.THROTTLED),
            Map.entry("PriorRequestNotComplete", StoreProblem.CONFLICT),
            Map.entry("ReplicatedWriteConflictException", StoreProblem.CONFLICT),
            Map.entry("TransactionConflictException", StoreProblem.CONFLICT),
            Map.entry("TransactionInProgressException", StoreProblem.CONFLICT),
            Map.entry("IdempotentParameterMismatchException", StoreProblem.TOKEN_REUSED),
            Map.entry("RequestAbortedException", StoreProblem.UNREACHABLE),
            Map.entry("RequestTimeout", StoreProblem.TIMEOUT),
            Map.entry("RequestTimeoutException", StoreProblem.TIMEOUT),
            Map.entry("InternalError", StoreProblem.UNAVAILABLE));

    /** Codes of the reasons of a cancelled transaction (API reference, "TransactWriteItems"). */
    private static final Map<String, StoreProblem> BY_REASON = Map.of(
            "TransactionConflict", StoreProblem.CONFLICT,
            "ThrottlingError", StoreProblem.THROTTLED,
            "ProvisionedThroughputExceeded", StoreProblem.THROTTLED);

    private static final Set<StoreProblem> TRANSIENT = EnumSet.of(
            StoreProblem.THROTTLED,
            StoreProblem.CONFLICT,
            StoreProblem.UNREACHABLE,
            StoreProblem.TIMEOUT,
            StoreProblem.UNAVAILABLE);

    /** An answer of a proxy or load balancer that did not wait for the service. */
    private static final int REQUEST_TIMEOUT = 408;

    /**
     * The start of the message of the SDK's default chain of credentials providers if it finds no credentials; the
     * exception has no own type.
     */
    private static final String NO_CREDENTIALS = "Unable to load credentials from any of the providers";

    private ServiceProblems() {}

    static StoreProblem of(SdkException e) {
        if (e instanceof AwsServiceException service) {
            return of(service);
        }
        if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return StoreProblem.TIMEOUT;
        }
        if (String.valueOf(e.getMessage()).startsWith(NO_CREDENTIALS)) {
            return StoreProblem.CREDENTIALS_MISSING;
        }
        return isCausedByIo(e) ? StoreProblem.UNREACHABLE : StoreProblem.OTHER;
    }

    private static StoreProblem of(AwsServiceException e) {
        if (e instanceof TransactionCanceledException cancelled && cancelled.hasCancellationReasons()) {
            return ofReasons(cancelled.cancellationReasons());
        }
        String code = errorCode(e);
        if (code == null) {
            return StoreProblem.UNEXPECTED_SERVER;
        }
        StoreProblem known = BY_CODE.get(code);
        if (known != null) {
            return known;
        }
        if (e.isThrottlingException()) {
            return StoreProblem.THROTTLED;
        }
        return e.statusCode() >= 500 ? StoreProblem.UNAVAILABLE : StoreProblem.OTHER;
    }

    /** One reason that remains makes a repeat useless, whatever the others are. */
    private static StoreProblem ofReasons(List<CancellationReason> reasons) {
        List<StoreProblem> problems = reasons.stream()
                .map(CancellationReason::code)
                .filter(code -> code != null && !code.equals("None"))
                .map(code -> BY_REASON.getOrDefault(code, StoreProblem.OTHER))
                .distinct()
                .toList();
        if (problems.isEmpty() || problems.contains(StoreProblem.OTHER)) {
            return StoreProblem.OTHER;
        }
        return problems.contains(StoreProblem.CONFLICT) ? StoreProblem.CONFLICT : StoreProblem.THROTTLED;
    }

    /**
     * Returns the code of the error, or {@code null} if the response has no code and so does not come from DynamoDB.
     */
    static @Nullable String errorCode(AwsServiceException e) {
        return e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    }

    static boolean isTransient(SdkException e) {
        if (e.retryable() || e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return true;
        }
        if (e instanceof AwsServiceException service) {
            return TRANSIENT.contains(of(service))
                    || service.isThrottlingException()
                    || service.isRetryableException()
                    || service.statusCode() == REQUEST_TIMEOUT
                    || service.statusCode() >= 500;
        }
        return !(e instanceof AbortedException) && isCausedByIo(e);
    }

    /** The SDK wraps the exception of a connection that is lost within a response more than once. */
    private static boolean isCausedByIo(SdkException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
