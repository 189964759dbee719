package io.dynawrap.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Describes the available backends and the configuration that chooses one. */
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

    private static final String START_ONE =
            "In development EmbeddedServers of dynawrap-spring-boot-test starts a server: run mvn spring-boot:test-run.";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BackendChoiceException cause) {
        String reasons = cause.availabilities().stream()
                .map(backend -> "    - " + backend.type().value() + ": " + backend.reason())
                .collect(Collectors.joining(System.lineSeparator()));
        return new FailureAnalysis(
                headline(cause) + System.lineSeparator() + System.lineSeparator() + reasons, action(cause), cause);
    }

    private static String headline(BackendChoiceException cause) {
        if (cause.chosen() != null) {
            return "Items are to be stored in " + cause.chosen().value() + ", but it cannot be used:";
        }
        return anyUsable(cause.availabilities())
                ? "Dynawrap can store items in more than one database, and 'dynawrap.backend' is not set:"
                : "Dynawrap has no database to store items in:";
    }

    private static String action(BackendChoiceException cause) {
        if (cause.chosen() != null) {
            return cause.availabilities().stream()
                    .map(BackendAvailability::remedy)
                    .collect(Collectors.joining(" "));
        }
        return anyUsable(cause.availabilities()) ? CHOOSE_ONE : configureOne(cause.availabilities());
    }

    /** Returns for each backend the remedy, such as a dependency to add, and an example of its configuration; then the way without. */
    private static String configureOne(List<BackendAvailability> availabilities) {
        return availabilities.stream()
                .map(backend -> configuration(backend.type()).formatted(backend.remedy()))
                .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator() + START_ONE));
    }

    private static String configuration(BackendType type) {
        return switch (type) {
            case DYNAMODB -> CONFIGURE_DYNAMODB;
            case POSTGRES -> CONFIGURE_POSTGRES;
        };
    }

    private static boolean anyUsable(List<BackendAvailability> availabilities) {
        return availabilities.stream().anyMatch(BackendAvailability::usable);
    }
}
