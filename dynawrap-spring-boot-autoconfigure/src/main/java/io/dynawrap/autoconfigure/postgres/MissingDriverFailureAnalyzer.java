package io.dynawrap.autoconfigure.postgres;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Names the dependency with PostgreSQL's driver, if a DataSource cannot be created without it. */
final class MissingDriverFailureAnalyzer extends AbstractFailureAnalyzer<BeanCreationException> {

    private static final String DRIVER = "org.postgresql.Driver";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanCreationException cause) {
        String message = missing(cause);
        return message != null
                ? new FailureAnalysis(
                        "spring.datasource.url is that of PostgreSQL, whose driver is not on the class path:"
                                + System.lineSeparator() + System.lineSeparator() + "    " + message,
                        "Add the dependency io.dynawrap:dynawrap-spring-boot-starter-postgres, or its driver alone:"
                                + " org.postgresql:postgresql at scope runtime. To store items in DynamoDB, remove spring.datasource.url"
                                + " and set dynawrap.backend to dynamodb.",
                        cause)
                : null;
    }

    /** Returns the innermost message about the driver. The pool and Spring each have one, and the innermost is short. */
    private static @Nullable String missing(Throwable failure) {
        String innermost = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (message.contains(DRIVER) && message.contains("load")) {
                innermost = message;
            }
        }
        return innermost;
    }
}
