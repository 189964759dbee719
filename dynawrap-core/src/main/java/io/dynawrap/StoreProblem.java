package io.dynawrap;

/** What kind of problem made a {@link StoreException}. Decided by the backend, the same on every database. */
public enum StoreProblem {
    /** No connection to the database could be made, or it was lost. */
    UNREACHABLE,
    /** Something else than the database answered at its address. */
    UNEXPECTED_SERVER,
    /** The client found no credentials to send. */
    CREDENTIALS_MISSING,
    /** The database refused the credentials or the log-in. */
    CREDENTIALS,
    /** The credentials lack a permission. */
    PERMISSION,
    /** More was asked than the database, or the connection pool, allows at this time. */
    THROTTLED,
    /** Another writer, request or transaction was in the way. */
    CONFLICT,
    /** A time limit ended the call. */
    TIMEOUT,
    /** The database failed or is stopping, starting or out of a resource. */
    UNAVAILABLE,
    /** The database server has no database of the given name. */
    DATABASE_MISSING,
    /** The database has no schema of the given name. */
    SCHEMA_MISSING,
    /** The table does not exist. */
    TABLE_MISSING,
    /** The table exists but cannot hold items. */
    TABLE_UNUSABLE,
    /** Anything else; the cause of the exception says what. */
    OTHER
}
