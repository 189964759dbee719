package io.dynawrap.sample;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Thrown when a field or parameter of a request is invalid in a way that the store does not check. */
final class InvalidFieldException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    InvalidFieldException(String field, String detail) {
        this(HttpStatus.BAD_REQUEST, field, detail);
    }

    InvalidFieldException(HttpStatus status, String field, String detail) {
        super(status, problem(status, field, detail), null);
    }

    private static ProblemDetail problem(HttpStatus status, String field, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("field", field);
        return problem;
    }
}
