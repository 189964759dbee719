package io.dynawrap.sample;

import io.dynawrap.InapplicableUpdateException;
import io.dynawrap.InvalidCursorException;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidUpdateException;
import io.dynawrap.StoreException;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/**
 * Answers every failure with a problem body of RFC 9457. If the failure is that of one field of the request, the member
 * {@code field} names it. The details are written here, because the messages of the store name classes and key
 * patterns, which clients must not see.
 */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    @ExceptionHandler
    ProblemDetail invalidKey(InvalidKeyException e) {
        return problem(
                HttpStatus.BAD_REQUEST,
                "An owner and a storyId are text of at least one character, without '#', U+0000 and unpaired"
                        + " surrogates; in UTF-8 an owner has at most 2043 bytes, a storyId 1018, both together 2589.",
                e.field().orElse(null));
    }

    @ExceptionHandler
    ProblemDetail invalidItem(InvalidItemException e) {
        return invalidValue(e.field().orElse(null));
    }

    @ExceptionHandler
    ProblemDetail invalidUpdate(InvalidUpdateException e) {
        return invalidValue(e.field().orElse(null));
    }

    /** A story that a patch would make too large. */
    @ExceptionHandler
    ProblemDetail inapplicableUpdate(InapplicableUpdateException e) {
        return invalidValue(e.field().orElse(null));
    }

    private static ProblemDetail invalidValue(@Nullable String field) {
        return problem(
                HttpStatus.BAD_REQUEST,
                "A story or profile has at most 400 KB, and no text with U+0000 or unpaired surrogates.",
                field);
    }

    @ExceptionHandler
    ProblemDetail invalidCursor(InvalidCursorException e) {
        return problem(
                HttpStatus.BAD_REQUEST,
                "The cursor does not belong to this list. Start without a cursor.",
                e.field().orElse(null));
    }

    /** Parameters that are not percent-encoded UTF-8 are detected only when the first of them is read. */
    @ExceptionHandler
    ProblemDetail invalidParameters(InvalidParameterException e) {
        return problem(HttpStatus.BAD_REQUEST, "The parameters cannot be decoded.", null);
    }

    @ExceptionHandler
    ProblemDetail storeFailed(StoreException e) {
        logger.error("The store failed", e);
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "The stories cannot be reached. Retry later.", null);
    }

    @ExceptionHandler
    ProblemDetail failed(Exception e) {
        logger.error("A request failed", e);
        return problem(
                HttpStatus.INTERNAL_SERVER_ERROR, "The request failed because of an error in the service.", null);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String field = ex instanceof MethodArgumentTypeMismatchException e ? e.getName() : ex.getPropertyName();
        ProblemDetail problem = problem(status, wrongType(field), field);
        return handleExceptionInternal(ex, problem, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String field = ex.getCause() instanceof JacksonException e ? lastProperty(e.getPath()) : null;
        String detail = field != null && ex.getCause() instanceof DatabindException
                ? wrongType(field)
                : "The body is missing, or is not the expected JSON.";
        ProblemDetail problem = problem(status, detail, field != null ? field : "body");
        return handleExceptionInternal(ex, problem, headers, status, request);
    }

    private static @Nullable String lastProperty(List<JacksonException.Reference> path) {
        String property = null;
        for (JacksonException.Reference step : path) {
            property = step.getPropertyName() == null ? property : step.getPropertyName();
        }
        return property;
    }

    private static String wrongType(@Nullable String field) {
        return "The value of '" + field + "' has the wrong type.";
    }

    private static ProblemDetail problem(HttpStatusCode status, String detail, @Nullable String field) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        if (field != null) {
            problem.setProperty("field", field);
        }
        return problem;
    }
}
