package io.dynawrap.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;

/** What an application that did not start reports about the choice of its backend. */
public final class BackendChoiceAnalysis {

    private BackendChoiceAnalysis() {}

    public static FailureAnalysis of(AssertableApplicationContext context) {
        Throwable failure = context.getStartupFailure();
        assertThat(failure).isNotNull();
        FailureAnalysis analysis = new BackendChoiceFailureAnalyzer().analyze(failure);
        assertThat(analysis).isNotNull();
        return analysis;
    }
}
