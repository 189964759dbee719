package io.dynawrap.autoconfigure;

import io.dynawrap.TableNotFoundException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Describes what to do if a table that does not exist is used at startup. */
final class TableNotFoundFailureAnalyzer extends AbstractFailureAnalyzer<TableNotFoundException> {

    private static final String NAMED_OTHERWISE = """
            If the table exists under another name, write that name in application.yml:

            dynawrap:
              tables:
                "[table of @DbItem]":
                  name: its name in the database
            """;

    private static final String SWITCHED_OFF = """
            Create the table before the application starts, or let the tables of the models be created at startup. In
            application.yml:

            dynawrap:
              create-tables: true

            """;

    private static final String NOT_FOUND = """
            No model that was found at startup names this table: those tables have been created. The packages of the
            application are %s. Models are found there and below. For a model in another module or package add to a
            configuration class in that package, and import that class into the application:

            @AutoConfigurationPackage

            @EntityScan has no effect on models, and a class that is declared inside a method is not found. For a table that
            only calls name, call createTable first.

            """;

    private final BeanFactory beans;
    private final Environment environment;

    TableNotFoundFailureAnalyzer(BeanFactory beans, Environment environment) {
        this.beans = beans;
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, TableNotFoundException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), action() + NAMED_OTHERWISE, cause);
    }

    private String action() {
        if (!environment.getProperty("dynawrap.create-tables", Boolean.class, true)) {
            return SWITCHED_OFF;
        }
        String packages = AutoConfigurationPackages.has(beans)
                ? String.join(", ", AutoConfigurationPackages.get(beans))
                : "not known to Spring Boot";
        return NOT_FOUND.formatted(packages);
    }
}
