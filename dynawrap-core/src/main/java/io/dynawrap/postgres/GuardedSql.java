package io.dynawrap.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A statement that runs only if the caller names it. One of its parameters is a number derived from its own text, and the
 * statement fails before it reads or writes a row if another value arrives.
 *
 * <p>PostgreSQL's driver refers to a statement that it uses often by a short name, {@code S_1} and so on, which is valid on
 * one connection to the server. Behind a pooler that changes the connection with each transaction, the same name might
 * belong to a statement of another client. Without the guard a {@code get} would then run a {@code DELETE} that has
 * parameters of the same number and types.
 *
 * <p>The number travels as binary {@code bytea} and is no valid UTF-8. A statement of another program that has a parameter
 * of another type at this position rejects it as well.
 *
 * @param text the SQL text
 * @param position the position of the parameter
 * @param number the value that the parameter must have
 */
record GuardedSql(String text, int position, byte[] number) {

    /** Stands in a template for a condition without columns that is true, or fails. */
    static final String GUARD = "<guard>";

    /** Stands in a template that has no {@link #GUARD} for the comparison of the number. What it is part of must fail if it is not true. */
    static final String IS_NUMBER = "<number>";

    private static final String COMPARISON = "? = decode('%s', 'hex')";

    /** The division by zero is not a constant, so that the planner does not compute it. */
    private static final String CONDITION = "1 = 1 / CASE WHEN " + COMPARISON + " THEN 1 ELSE 0 END";

    /** Half a million characters are some hundred statements. */
    private static final KnownStatements KNOWN = new KnownStatements(500_000);

    private static final byte NOT_UTF_8 = (byte) 0xff;
    private static final int LENGTH = 9;

    /**
     * Creates a statement.
     *
     * @param template the SQL text with {@link #GUARD} or {@link #IS_NUMBER} in it, and no question marks other than those of parameters
     */
    static GuardedSql of(String template) {
        byte[] number = numberOf(template);
        boolean isCondition = template.contains(GUARD);
        String mark = isCondition ? GUARD : IS_NUMBER;
        int guard = template.indexOf(mark);
        String before = template.substring(0, guard);
        String condition =
                (isCondition ? CONDITION : COMPARISON).formatted(HexFormat.of().formatHex(number));
        int position = 1 + (int) before.chars().filter(c -> c == '?').count();
        return new GuardedSql(before + condition + template.substring(guard + mark.length()), position, number);
    }

    /**
     * Returns a statement whose text depends on the call, from memory if it was used before.
     *
     * @param template the SQL text, as in {@link #of}
     */
    static GuardedSql known(String template) {
        return KNOWN.get(template, GuardedSql::of);
    }

    /** The start of a hash of the template. Two statements of one database have different numbers as good as certainly. */
    private static byte[] numberOf(String template) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(template.getBytes(StandardCharsets.UTF_8));
            byte[] number = Arrays.copyOf(hash, LENGTH);
            number[0] = NOT_UTF_8;
            return number;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Binds the number. */
    void bind(PreparedStatement statement) throws SQLException {
        statement.setBytes(position, number);
    }

    /** A text that stands in this statement and in no other. */
    String mark() {
        return HexFormat.of().formatHex(number);
    }
}
