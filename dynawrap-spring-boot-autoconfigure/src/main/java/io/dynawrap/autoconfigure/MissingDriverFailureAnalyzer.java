package io.dynawrap.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which dependency has PostgreSQL's driver, where a DataSource for it cannot be made without one. */
final class MissingDriverFailureAnalyzer extends AbstractFailureAnalyzer<BeanCreationException> {

    private static final String DRIVER = "org.postgresql.Driver";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanCreationException cause) {
        String words = missing(cause);
        return words != null
                ? new FailureAnalysis(
                        "spring.datasource.url is that of PostgreSQL, whose driver is not on the class path:"
                                + System.lineSeparator() + System.lineSeparator() + "    " + words,
                        "Add the dependency org.postgresql:postgresql at scope runtime, or do not exclude it from"
                                + " dynawrap-spring-boot-starter. To store items in DynamoDB, remove spring.datasource.url"
                                + " and set dynawrap.backend to dynamodb.",
                        cause)
                : null;
    }

    /** The pool and Spring each say it in their own words, with the name of the class in them; the innermost are short. */
    private static @Nullable String missing(Throwable failure) {
        String words = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (message.contains(DRIVER) && message.contains("load")) {
                words = message;
            }
        }
        return words;
    }
}
