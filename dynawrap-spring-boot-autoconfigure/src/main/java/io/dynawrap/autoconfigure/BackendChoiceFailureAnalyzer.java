package io.dynawrap.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which backends there are, and what to write to have one. */
final class BackendChoiceFailureAnalyzer extends AbstractFailureAnalyzer<BackendChoiceException> {

    private static final String CHOOSE_ONE = """
            Write one of these lines in application.yml:

            dynawrap.backend: dynamodb
            dynawrap.backend: postgres
            """;

    private static final String CONFIGURE_DYNAMODB = """
            For DynamoDB: %s In application.yml:

            dynawrap:
              backend: dynamodb
              dynamodb:
                region: eu-west-1
            """;

    private static final String CONFIGURE_POSTGRES = """
            For PostgreSQL: %s In application.yml:

            dynawrap:
              backend: postgres
            spring:
              datasource:
                url: jdbc:postgresql://localhost:5432/mydatabase
                username: myuser
                password: mypassword
            """;

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BackendChoiceException cause) {
        String found = cause.findings().stream()
                .map(finding -> "    - " + finding.type().value() + ": " + finding.reason())
                .collect(Collectors.joining(System.lineSeparator()));
        return new FailureAnalysis(
                headline(cause) + System.lineSeparator() + System.lineSeparator() + found, action(cause), cause);
    }

    private static String headline(BackendChoiceException cause) {
        if (cause.wanted() != null) {
            return "Items are to be stored in " + cause.wanted().value() + ", but it cannot be used:";
        }
        return anyUsable(cause.findings())
                ? "Dynawrap can store items in more than one database, and 'dynawrap.backend' is not set:"
                : "Dynawrap has no database to store items in:";
    }

    private static String action(BackendChoiceException cause) {
        if (cause.wanted() != null) {
            return cause.findings().stream().map(Finding::remedy).collect(Collectors.joining(" "));
        }
        return anyUsable(cause.findings()) ? CHOOSE_ONE : configureOne(cause.findings());
    }

    /** What to do for each backend, be it a dependency to add, and what its configuration looks like. */
    private static String configureOne(List<Finding> findings) {
        return findings.stream()
                .map(finding -> configuration(finding.type()).formatted(finding.remedy()))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String configuration(BackendType type) {
        return switch (type) {
            case DYNAMODB -> CONFIGURE_DYNAMODB;
            case POSTGRES -> CONFIGURE_POSTGRES;
        };
    }

    private static boolean anyUsable(List<Finding> findings) {
        return findings.stream().anyMatch(Finding::usable);
    }
}
