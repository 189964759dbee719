package io.dynawrap.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which setting makes a name that the database does not allow. */
final class InvalidNameFailureAnalyzer extends AbstractFailureAnalyzer<InvalidNameException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidNameException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.remedy(), cause);
    }
}
