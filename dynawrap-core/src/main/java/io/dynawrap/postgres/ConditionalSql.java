package io.dynawrap.postgres;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The statements of one table that have a condition or an update. Their text depends on the shape of these only, and a program has few
 * shapes. To compute the number of a statement takes longer than to write the item as JSON, and a statement that is the same
 * object each time is found sooner by the driver.
 */
final class ConditionalSql {

    /** The maximum number of statements; then they are forgotten, and found anew. */
    static final int MAX_STATEMENTS = 100;

    private final String table;
    private final Map<Text, GuardedSql> known = new ConcurrentHashMap<>();

    /** The parts of a statement. */
    private record Text(String template, List<String> parts) {}

    /**
     * Starts without statements.
     *
     * @param table the quoted name of the table
     */
    ConditionalSql(String table) {
        this.table = table;
    }

    /**
     * Returns a statement.
     *
     * @param template a constant text, to be completed by the table and the parts
     * @param parts the condition, after the other parts that depend on the call
     */
    GuardedSql of(String template, String... parts) {
        Text text = new Text(template, List.of(parts));
        GuardedSql sql = known.get(text);
        if (sql == null) {
            sql = GuardedSql.of(template.formatted(
                    Stream.concat(Stream.of(table), text.parts().stream()).toArray()));
            if (known.size() >= MAX_STATEMENTS) {
                known.clear();
            }
            known.put(text, sql);
        }
        return sql;
    }

    int size() {
        return known.size();
    }
}
