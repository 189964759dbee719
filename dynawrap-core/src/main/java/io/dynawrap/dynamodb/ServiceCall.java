package io.dynawrap.dynamodb;

import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TableNotFoundException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Calls the service. Only this class converts exceptions of the SDK to exceptions of the store. */
final class ServiceCall {

    private ServiceCall() {}

    static <T> T call(String operation, String table, Supplier<T> request) {
        return call(operation, () -> table, request);
    }

    /**
     * Calls the service.
     *
     * @param tables returns the tables of the operation, for messages
     */
    static <T> T call(String operation, Supplier<String> tables, Supplier<T> request) {
        try {
            return request.get();
        } catch (ResourceNotFoundException e) {
            throw new TableNotFoundException(tables.get(), e);
        } catch (SdkException e) {
            throw new StoreException(
                    message(operation, tables.get(), e), e, ServiceProblems.of(e), ServiceProblems.isTransient(e));
        } catch (RuntimeException e) {
            // for example from a closed client, or from the application's own credentials provider
            String reason = "DynamoDB's " + operation + " on the table '" + tables.get() + "' failed in the client: ";
            throw new StoreException(reason + e.getClass().getSimpleName(), e, StoreProblem.OTHER, false);
        }
    }

    private static String message(String operation, String table, SdkException e) {
        return "DynamoDB's " + operation + " on the table '" + table + "' failed: " + reason(e);
    }

    /** The service's message about an invalid request may quote values of the item, so only its code is shown. */
    private static String reason(SdkException e) {
        if (e instanceof AwsServiceException service) {
            String code = ServiceProblems.errorCode(service);
            if (code == null) {
                return "HTTP status " + service.statusCode()
                        + " without an error of DynamoDB. Check that the endpoint is DynamoDB's.";
            }
            return "ValidationException".equals(code)
                    ? code + ", HTTP status " + service.statusCode() + "; the cause has the service's message."
                    : code + ", " + service.awsErrorDetails().errorMessage();
        }
        return e.getClass().getSimpleName() + ", " + e.getMessage();
    }
}
