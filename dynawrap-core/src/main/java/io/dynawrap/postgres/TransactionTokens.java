package io.dynawrap.postgres;

import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The tokens of transactions, in a table beside those of the items. A token is stored in the transaction that it identifies, so a
 * transaction that is refused or fails does not use it up, and another one with the same token waits for its end. The time is that
 * of the database.
 */
final class TransactionTokens {

    static final String TABLE = "dynawrap_token";

    /** What has become of a token. */
    enum Claim {
        /** The token is new, or older than ten minutes. */
        NEW,
        /** The same transaction was executed before. */
        REPEATED,
        /** Another transaction has the token. */
        REUSED
    }

    /** Old rows that another session deletes, or whose token another one renews, are skipped. */
    private static final String CLAIM = """
            WITH old AS MATERIALIZED (
                SELECT token FROM %1$s
                WHERE at < clock_timestamp() - interval '10 minutes' AND token <> ?
                LIMIT 100 FOR UPDATE SKIP LOCKED
            ), deleted AS (
                DELETE FROM %1$s AS t USING old WHERE t.token = old.token
            ), claimed AS (
                INSERT INTO %1$s AS t (token, fingerprint, at) VALUES (?, ?, clock_timestamp())
                ON CONFLICT (token) DO UPDATE SET fingerprint = EXCLUDED.fingerprint, at = EXCLUDED.at
                WHERE t.at < clock_timestamp() - interval '10 minutes'
                RETURNING 1
            )
            SELECT count(*) FROM claimed WHERE\s""" + GuardedSql.GUARD;

    private static final String FIND = """
            SELECT fingerprint FROM %s WHERE token = ? AND\s""" + GuardedSql.GUARD;

    private final String name;
    private final GuardedSql claim;
    private final GuardedSql find;

    TransactionTokens(PostgresNames names) {
        this.name = names.qualified(TABLE);
        this.claim = GuardedSql.of(CLAIM.formatted(name));
        this.find = GuardedSql.of(FIND.formatted(name));
    }

    /** Takes a token for the transaction of a session. Waits for another transaction with the same token. */
    Claim claim(SeveralStatements.Session session, String token, String fingerprint) throws SQLException {
        boolean isClaimed = session.run(TABLE, claim, ps -> {
            ps.setString(1, token);
            ps.setString(2, token);
            ps.setString(3, fingerprint);
            try (ResultSet row = ps.executeQuery()) {
                row.next();
                return row.getInt(1) > 0;
            }
        });
        if (isClaimed) {
            return Claim.NEW;
        }
        // a second statement, which sees the row of the transaction that the first one has waited for
        return session.run(TABLE, find, ps -> {
            ps.setString(1, token);
            try (ResultSet row = ps.executeQuery()) {
                return row.next() && row.getString(1).equals(fingerprint) ? Claim.REPEATED : Claim.REUSED;
            }
        });
    }

    /** Returns the exception for a failure of the claim, with what to do if the table is missing or not usable. */
    StoreException failure(StoreException failure) {
        if (failure.problem() != StoreProblem.TABLE_MISSING && failure.problem() != StoreProblem.PERMISSION) {
            return failure;
        }
        String grant = "GRANT SELECT, INSERT, UPDATE, DELETE ON " + name + " TO <the role of the application>;";
        return new StoreException(
                "PostgreSQL: a transaction with a token needs the table " + name
                        + (failure.problem() == StoreProblem.PERMISSION
                                ? ", on which the role lacks a permission. Run as its owner: " + grant
                                : ", which does not exist. Create it: " + ddl() + " " + grant),
                failure.getCause(),
                failure.problem(),
                false);
    }

    /** Returns the statements that create the table. */
    private String ddl() {
        return "CREATE TABLE " + name + " (token text PRIMARY KEY, fingerprint text NOT NULL, at timestamptz NOT NULL);"
                + " CREATE INDEX ON " + name + " (at);";
    }

    static StoreException reused() {
        return new StoreException(
                "PostgreSQL: the token of the transaction was used in the last 10 minutes with other operations or contents. Use a"
                        + " new token for each transaction, and repeat a transaction unchanged.",
                null,
                StoreProblem.TOKEN_REUSED,
                false);
    }
}
