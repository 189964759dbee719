package io.dynawrap.autoconfigure.model;

import io.dynawrap.InvalidModelException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Describes what is wrong with a model, without a stack trace. */
final class InvalidModelFailureAnalyzer extends AbstractFailureAnalyzer<InvalidModelException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidModelException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Correct the @DbItem annotation or the fields of the class. Every class with that annotation in the"
                        + " application's packages is checked at startup.",
                cause);
    }
}
