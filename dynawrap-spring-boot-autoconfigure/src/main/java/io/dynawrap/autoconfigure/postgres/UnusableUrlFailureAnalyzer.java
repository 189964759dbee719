package io.dynawrap.autoconfigure.postgres;

import io.dynawrap.autoconfigure.BackendType;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Describes what is wrong with {@code spring.datasource.url} if {@code dynawrap.backend} is PostgreSQL and no DataSource
 * can be created. Spring Boot's own analysis, which comes after this one, suggests an embedded database.
 */
@Order(0)
final class UnusableUrlFailureAnalyzer extends AbstractFailureAnalyzer<BeanCreationException> {

    private static final String ACTION = """
            Write in application.yml:

            dynawrap:
              backend: postgres
            spring:
              datasource:
                url: jdbc:postgresql://localhost:5432/mydatabase
                username: myuser
                password: mypassword

            To store items in DynamoDB, set dynawrap.backend to dynamodb.

            In development EmbeddedServers of dynawrap-spring-boot-test starts a server: run mvn spring-boot:test-run.
            """;

    private final Environment environment;

    UnusableUrlFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanCreationException cause) {
        if (!isPostgresChosen() || !isAboutTheDataSource(rootFailure)) {
            return null;
        }
        String problem = problem(rootFailure);
        return problem == null
                ? null
                : new FailureAnalysis("Items are to be stored in postgres, but " + problem, ACTION, cause);
    }

    private boolean isPostgresChosen() {
        return Binder.get(environment)
                .bind("dynawrap.backend", BackendType.class)
                .map(BackendType.POSTGRES::equals)
                .orElse(false);
    }

    /** Spring Boot's exceptions are not public; the bean has the same name in all versions. */
    private static boolean isAboutTheDataSource(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BeanCreationException creation && "dataSource".equals(creation.getBeanName())) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String problem(Throwable rootFailure) {
        String url = environment.getProperty("spring.datasource.url");
        if (!StringUtils.hasText(url)) {
            // otherwise the DataSource is that of JNDI or of connection details
            String message =
                    NestedExceptionUtils.getMostSpecificCause(rootFailure).getMessage();
            return "Failed to determine a suitable driver class".equals(message)
                    ? "spring.datasource.url is not set."
                    : null;
        }
        if (!url.startsWith("jdbc:")) {
            return "spring.datasource.url does not begin with jdbc:postgresql:.";
        }
        return JdbcUrl.isOfAnotherDatabase(url)
                ? "spring.datasource.url is that of another database: it begins with " + JdbcUrl.driver(url)
                : null;
    }
}
