package io.dynawrap.postgres;

import io.dynawrap.dynamodb.ConditionsOnDynamoDb;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyMatch;
import io.dynawrap.key.KeyRange;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.BoundUpdate;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.TableSpec;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

/** A table of PostgreSQL, in a database whose collation is not that of bytes, in which conditions are evaluated. */
public final class ConditionsOnPostgres {

    private final JdbcTemplate jdbc = TestDatabase.ICU.jdbc();
    private final String table;

    /** Returns the backend, for tests that store items with Dynawrap. */
    public Backend backend() {
        return new PostgresBackend(jdbc);
    }

    /** Creates the table, empty if it is new. */
    public ConditionsOnPostgres(String table) {
        this.table = table;
        backend().createTable(new TableSpec(table));
    }

    /** Stores an item past Dynawrap and returns it as the backend reads it. A {@code Set} becomes an array. */
    public StoredItem put(String sortKey, Map<String, ?> fields) {
        putJson(sortKey, JsonValues.of(plain(fields)));
        byte[] data = jdbc.queryForObject("SELECT data FROM \"" + table + "\" WHERE sk = ?", byte[].class, sortKey);
        return new StoredItem(new ItemKey("p", sortKey), null, JsonItemData.of(data));
    }

    /** Stores a document past Dynawrap. */
    public void putJson(String sortKey, String json) {
        jdbc.update(
                "INSERT INTO \"" + table + "\" (pk, sk, data) VALUES ('p', ?, ?::jsonb)"
                        + " ON CONFLICT (pk, sk) DO UPDATE SET data = EXCLUDED.data",
                sortKey,
                json);
    }

    /** Stores a row without a document, which a table of another program may have. */
    public void putNoDocument(String sortKey) {
        jdbc.execute("ALTER TABLE \"" + table + "\" ALTER data DROP NOT NULL");
        jdbc.update(
                "INSERT INTO \"" + table + "\" (pk, sk, data) VALUES ('p', ?, NULL)"
                        + " ON CONFLICT (pk, sk) DO UPDATE SET data = NULL",
                sortKey);
    }

    /** Returns the sort keys of the items that pass a condition, by the filter of a query. */
    public Set<String> query(BoundCondition condition) {
        RangeRequest first = RangeRequest.of(table, new KeyRange(KeyMatch.exactly("p"), KeyMatch.prefix("")));
        return ConditionsOnDynamoDb.sortKeys(backend(), first.filter(condition).fields(List.of()));
    }

    /** Returns for each condition the sort keys of the items that pass it, all of them by one statement. */
    public List<Set<String>> query(List<BoundCondition> conditions) {
        List<ConditionSql> printed = new ArrayList<>();
        StringBuilder sql = new StringBuilder("SELECT sk");
        for (BoundCondition condition : conditions) {
            ConditionSql part = ConditionSql.of(condition, "t.data");
            printed.add(part);
            sql.append(", ").append(part.text());
        }
        sql.append(" FROM \"").append(table).append("\" AS t");
        return jdbc.execute(sql.toString(), (PreparedStatementCallback<List<Set<String>>>) statement -> {
            int position = 1;
            for (ConditionSql part : printed) {
                position = part.bind(statement, position);
            }
            List<Set<String>> found = new ArrayList<>();
            conditions.forEach(condition -> found.add(new TreeSet<>()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    for (int i = 0; i < found.size(); i++) {
                        boolean holds = rows.getBoolean(i + 2);
                        if (rows.wasNull()) {
                            throw new AssertionError("NULL: " + conditions.get(i));
                        }
                        if (holds) {
                            found.get(i).add(rows.getString(1));
                        }
                    }
                }
            }
            return found;
        });
    }

    /** Returns the text of a condition. */
    public static String text(BoundCondition condition) {
        return ConditionSql.of(condition, "data").text();
    }

    /** Returns the text of an update. */
    public static String text(BoundUpdate update) {
        UpdateSql sql = UpdateSql.of(new ItemOperation.Update(
                "table", new ItemKey("p", "s"), update, new BoundCondition.ItemExists(null), null, 0));
        return sql.data() + sql.where();
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Set<?> set) {
            return new ArrayList<>(set);
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(plain(element)));
            return elements;
        } else if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            map.forEach((name, field) -> fields.put((String) name, plain(field)));
            return fields;
        }
        return value;
    }
}
