package io.dynawrap.dynamodb;

import io.dynawrap.StoreException;
import io.dynawrap.TableNotFoundException;
import java.io.IOException;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Calls of the service, the only place where exceptions of the SDK become exceptions of the store. */
final class ServiceCall {

    /** Refusals that end by themselves although the SDK does not count them as retryable. */
    private static final Set<String> PASSING =
            Set.of("LimitExceededException", "ReplicatedWriteConflictException", "TransactionConflictException");

    private ServiceCall() {}

    static <T> T call(String operation, String table, Supplier<T> request) {
        try {
            return request.get();
        } catch (ResourceNotFoundException e) {
            throw new TableNotFoundException(table, e);
        } catch (SdkException e) {
            throw new StoreException(message(operation, table, e), e, isPassing(e));
        } catch (RuntimeException e) {
            // as of a client that was closed, or of the application's own credentials provider
            String reason = "DynamoDB's " + operation + " on the table '" + table + "' failed in the client: ";
            throw new StoreException(reason + e.getClass().getSimpleName(), e, false);
        }
    }

    static boolean isAccessDenied(@Nullable Throwable e) {
        return e instanceof AwsServiceException service && "AccessDeniedException".equals(errorCode(service));
    }

    /** The code of the error, or {@code null} if what answered sends none, and so is not DynamoDB. */
    private static @Nullable String errorCode(AwsServiceException e) {
        return e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    }

    private static String message(String operation, String table, SdkException e) {
        return "DynamoDB's " + operation + " on the table '" + table + "' failed: " + reason(e);
    }

    /** What the service says of a request it calls invalid may quote values of the item, so only its code is shown. */
    private static String reason(SdkException e) {
        if (e instanceof AwsServiceException service) {
            String code = errorCode(service);
            if (code == null) {
                return "HTTP status " + service.statusCode() + " without an error of DynamoDB. Is this its address?";
            }
            return "ValidationException".equals(code)
                    ? code + ", HTTP status " + service.statusCode() + "; the cause has the service's words."
                    : code + ", " + service.awsErrorDetails().errorMessage();
        }
        return e.getClass().getSimpleName() + ", " + e.getMessage();
    }

    private static boolean isPassing(SdkException e) {
        if (e.retryable() || e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return true;
        }
        if (e instanceof AwsServiceException service) {
            return service.isThrottlingException()
                    || service.isRetryableException()
                    || service.statusCode() >= 500
                    || PASSING.contains(String.valueOf(errorCode(service)));
        }
        return !(e instanceof AbortedException) && isCausedByIo(e);
    }

    /** The SDK wraps a connection that is lost within an answer more than once. */
    private static boolean isCausedByIo(SdkException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
