package io.dynawrap.autoconfigure;

import io.dynawrap.TableNotFoundException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Describes what to do if a table that does not exist is used at startup. */
final class TableNotFoundFailureAnalyzer extends AbstractFailureAnalyzer<TableNotFoundException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, TableNotFoundException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), """
                Let the tables that @DbItem names be created at startup, which is the default. In application.yml:

                dynawrap:
                  create-tables: true

                or create the table before the application starts. If it is there under another name, write that one:

                dynawrap:
                  tables:
                    "[table of @DbItem]":
                      name: its name in the database
                """, cause);
    }
}
