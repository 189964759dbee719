package io.dynawrap;

import org.jspecify.annotations.Nullable;

/** Thrown when the table of an operation does not exist. */
public final class TableNotFoundException extends StoreException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param table the name the table has in the database
     * @param cause the exception of the client library, or {@code null}
     */
    public TableNotFoundException(String table, @Nullable Throwable cause) {
        super(
                "The table '" + table
                        + "' does not exist. Create it with ItemStore.createTable. Spring Boot creates the tables of the models"
                        + " in the packages of the application, unless dynawrap.create-tables is false.",
                cause,
                StoreProblem.TABLE_MISSING,
                false);
    }
}
