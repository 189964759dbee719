package io.dynawrap.postgres;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Statements whose text depends on the shape of a condition, an update, a transaction or a range. A program has few shapes. To
 * compute the number of a statement takes longer than to write an item as JSON, and a statement that is the same object each time is
 * found sooner by the driver.
 */
final class KnownStatements {

    private final long maxLength;
    private final Map<String, GuardedSql> known = new ConcurrentHashMap<>();
    private final AtomicLong length = new AtomicLong();

    /**
     * Starts without statements.
     *
     * @param maxLength the maximum length of all texts together; then they are forgotten, and found anew
     */
    KnownStatements(long maxLength) {
        this.maxLength = maxLength;
    }

    /** Returns the statement of a template. */
    GuardedSql get(String template, Function<String, GuardedSql> create) {
        GuardedSql sql = known.get(template);
        if (sql == null) {
            sql = create.apply(template);
            if (length.addAndGet(template.length()) > maxLength) {
                known.clear();
                length.set(template.length());
            }
            known.put(template, sql);
        }
        return sql;
    }

    int size() {
        return known.size();
    }
}
