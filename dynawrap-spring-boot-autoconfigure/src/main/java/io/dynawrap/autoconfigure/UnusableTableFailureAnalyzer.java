package io.dynawrap.autoconfigure;

import io.dynawrap.StoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Describes what is wrong with an existing table that cannot hold items, and how to use another one. */
final class UnusableTableFailureAnalyzer extends AbstractFailureAnalyzer<TableSetupException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, TableSetupException cause) {
        // a cause means that the database refused a request; its own analyzer describes that
        return cause.getCause() instanceof StoreException found && found.getCause() == null
                ? new FailureAnalysis(String.valueOf(found.getMessage()), action(cause.logicalName()), cause)
                : null;
    }

    private static String action(String table) {
        return """
                Change the table as it says there, or let the models that name the table '%s' use another one, which is
                created if it is missing. In application.yml:

                dynawrap:
                  tables:
                    "[%s]":
                      name: another-table
                """.formatted(table, table);
    }
}
