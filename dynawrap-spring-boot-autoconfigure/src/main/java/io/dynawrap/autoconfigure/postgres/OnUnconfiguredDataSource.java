package io.dynawrap.autoconfigure.postgres;

import io.dynawrap.autoconfigure.BackendType;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Matches if Spring Boot could not create a DataSource from the settings, and {@code dynawrap.backend} is not PostgreSQL. */
final class OnUnconfiguredDataSource extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("UnconfiguredDataSource");
        return reasonForDataSource(context.getEnvironment(), context.getClassLoader())
                .map(reason -> ConditionOutcome.noMatch(message.because(reason)))
                .orElseGet(() -> ConditionOutcome.match(message.because("nothing is set for a DataSource")));
    }

    private static Optional<String> reasonForDataSource(Environment environment, @Nullable ClassLoader classLoader) {
        boolean postgres = Binder.get(environment)
                .bind("dynawrap.backend", BackendType.class)
                .map(BackendType.POSTGRES::equals)
                .orElse(false);
        if (postgres) {
            return Optional.of("dynawrap.backend is postgres");
        }
        if (EmbeddedDatabaseConnection.get(classLoader) != EmbeddedDatabaseConnection.NONE) {
            return Optional.of("an embedded database is on the class path");
        }
        return Stream.of(
                        "spring.datasource.url",
                        "spring.datasource.jndi-name",
                        "spring.datasource.embedded-database-connection")
                .filter(property -> isSet(environment, property))
                .findFirst()
                .map(property -> property + " is set");
    }

    private static boolean isSet(Environment environment, String property) {
        try {
            return StringUtils.hasText(environment.getProperty(property));
        } catch (IllegalArgumentException e) {
            // a placeholder that cannot be resolved: Spring Boot's own failure describes it better
            return true;
        }
    }
}
