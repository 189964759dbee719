package io.dynawrap;

/**
 * Classifies the problem that a {@link StoreException} reports. The backend decides; the values are the same on every
 * database.
 */
public enum StoreProblem {
    /** The connection to the database could not be opened, or it was lost. */
    UNREACHABLE,
    /** The server at the address of the database is not the database. */
    UNEXPECTED_SERVER,
    /** The client found no credentials to send. */
    CREDENTIALS_MISSING,
    /** The database rejected the credentials or the log-in. */
    CREDENTIALS,
    /** The credentials lack a permission. */
    PERMISSION,
    /** The request exceeds what the database, or the connection pool, allows at this time. */
    THROTTLED,
    /** The call conflicts with another writer, request or transaction. */
    CONFLICT,
    /** A time limit stopped the call. */
    TIMEOUT,
    /**
     * The answer to a write was lost. The write might have been executed, or might still be executed. Read the item before you
     * repeat the write. A transaction with a {@link ItemTransaction#token} can be repeated at once.
     */
    OUTCOME_UNKNOWN,
    /** The token of a transaction was used within the last ten minutes with other operations. */
    TOKEN_REUSED,
    /** The database failed, is stopping or starting, or lacks a resource. */
    UNAVAILABLE,
    /** The database server has no database of the given name. */
    DATABASE_MISSING,
    /** The database has no schema of the given name. */
    SCHEMA_MISSING,
    /** The table does not exist. */
    TABLE_MISSING,
    /** The table exists but cannot hold items. */
    TABLE_UNUSABLE,
    /** Any other problem; see the cause of the exception. */
    OTHER
}
