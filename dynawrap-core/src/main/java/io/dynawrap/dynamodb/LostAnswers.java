package io.dynawrap.dynamodb;

import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Decides whether a request that failed might have been executed: it was sent, and its answer did not arrive. */
final class LostAnswers {

    /**
     * An internal error of the service, after which a write may have succeeded (developer guide, "Error handling"), and the
     * errors of a gateway that waited for the service.
     */
    private static final Set<Integer> UNCERTAIN_STATUS = Set.of(500, 502, 504);

    /** What the SDK appends to a message; it has the number of the attempt. */
    private static final String DIAGNOSTICS = " (SDK ";

    private LostAnswers() {}

    /** Returns how often the SDK sent a request that failed; the exception is that of the last attempt. */
    static int attempts(SdkException e) {
        Integer attempts = e.numAttempts();
        return attempts == null ? 1 : attempts;
    }

    /** Returns whether an attempt of a request that failed might have been executed. */
    static boolean isPossible(SdkException e) {
        if (e instanceof AwsServiceException service) {
            return UNCERTAIN_STATUS.contains(service.statusCode());
        }
        if (e instanceof ApiCallTimeoutException
                || e instanceof ApiCallAttemptTimeoutException
                || e instanceof AbortedException) {
            return true;
        }
        IOException broken = ioException(e);
        return broken != null && !(isBeforeSending(broken) && failedAlikeEachTime(e));
    }

    /** Returns the exception for a failed request that might have been executed, or {@code null} if that is impossible. */
    static @Nullable StoreException outcomeUnknown(StoreException failure, SdkException cause, String items) {
        return isPossible(cause)
                ? new StoreException(
                        failure.getMessage() + " The write might have been executed. Read the " + items
                                + " before you repeat it.",
                        cause,
                        StoreProblem.OUTCOME_UNKNOWN,
                        failure.isTransient())
                : null;
    }

    private static @Nullable IOException ioException(SdkException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException broken) {
                return broken;
            }
        }
        return null;
    }

    private static boolean isBeforeSending(IOException e) {
        return e instanceof ConnectException
                || e instanceof UnknownHostException
                || e instanceof NoRouteToHostException
                || e instanceof SSLHandshakeException;
    }

    /** The SDK keeps the messages of earlier attempts only. If one differs, the attempt failed in another way. */
    private static boolean failedAlikeEachTime(SdkException e) {
        String last = withoutDiagnostics(e);
        return Arrays.stream(e.getSuppressed())
                .allMatch(earlier -> withoutDiagnostics(earlier).endsWith(last));
    }

    private static String withoutDiagnostics(Throwable e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "");
        int end = message.indexOf(DIAGNOSTICS);
        return end < 0 ? message : message.substring(0, end);
    }
}
