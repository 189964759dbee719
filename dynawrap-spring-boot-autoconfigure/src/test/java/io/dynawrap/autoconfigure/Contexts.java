package io.dynawrap.autoconfigure;

import io.dynawrap.autoconfigure.dynamodb.DynamoDbBackendAutoConfiguration;
import io.dynawrap.autoconfigure.postgres.PostgresBackendAutoConfiguration;
import io.dynawrap.autoconfigure.postgres.UnconfiguredDataSourceAutoConfiguration;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;

/** Application contexts as the starter's users have them: every library there, no model and nothing configured. */
public final class Contexts {

    /** A PostgreSQL that nobody listens for; enough where no connection is wanted. */
    public static final String POSTGRES_URL = "jdbc:postgresql://localhost:1/nowhere";

    private Contexts() {}

    public static ApplicationContextRunner runner() {
        return runnerWithout("org.h2");
    }

    /** Hides packages or classes; the embedded database that only tests have on the class path should be among them. */
    public static ApplicationContextRunner runnerWithout(String... packages) {
        return new ApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader(packages))
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        DynamoDbBackendAutoConfiguration.class,
                        DynawrapAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        PostgresBackendAutoConfiguration.class,
                        TransactionAutoConfiguration.class,
                        UnconfiguredDataSourceAutoConfiguration.class));
    }

    /** Makes the models of a package the application's. */
    public static ApplicationContextRunner withModels(ApplicationContextRunner runner, String name) {
        return runner.withInitializer(context -> AutoConfigurationPackages.register(
                (BeanDefinitionRegistry) context.getBeanFactory(), "io.dynawrap.autoconfigure.models." + name));
    }
}
