package io.dynawrap.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Describes which setting results in a table name that the database does not allow. */
final class InvalidTableNameFailureAnalyzer extends AbstractFailureAnalyzer<InvalidTableNameException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidTableNameException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), action(cause.logicalName()), cause);
    }

    private static String action(String table) {
        return """
                It is the name of the table that models call '%s'. Correct dynawrap.table-prefix or
                @DbItem(table = "%s"), or give the table another name, without a prefix, in application.yml:

                dynawrap:
                  tables:
                    "[%s]":
                      name: another-name
                """.formatted(table, table, table);
    }
}
