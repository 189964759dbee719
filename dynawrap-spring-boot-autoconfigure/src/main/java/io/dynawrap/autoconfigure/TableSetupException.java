package io.dynawrap.autoconfigure;

import io.dynawrap.StoreException;

/** A table that the models name could not be created or used at startup. */
final class TableSetupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String logicalName;

    TableSetupException(String logicalName, StoreException cause) {
        super("The table '" + logicalName + "' of the models could not be made usable: " + cause.getMessage(), cause);
        this.logicalName = logicalName;
    }

    /** Returns the name of the table in the code. */
    String logicalName() {
        return logicalName;
    }
}
