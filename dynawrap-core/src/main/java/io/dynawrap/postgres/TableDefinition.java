package io.dynawrap.postgres;

import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One table as the catalog describes it.
 *
 * @param name the quoted name
 * @param columns the columns by their names
 * @param hasUniqueKey whether a unique key on exactly {@code (pk, sk)} can be the target of an upsert
 * @param isUncommitted whether the surrounding transaction has created or altered the table
 * @param isPartitioned whether the table is partitioned
 */
record TableDefinition(
        String name,
        Map<String, TableColumn> columns,
        boolean hasUniqueKey,
        boolean isUncommitted,
        boolean isPartitioned) {

    /**
     * Checks that the table can hold items.
     *
     * @throws StoreException if it cannot
     */
    void check() {
        Stream.of("pk", "sk", "schema_version").forEach(this::checkText);
        TableColumn data = columns.get("data");
        if (data == null || !data.type().equals("jsonb")) {
            throw unusable("it needs a column data of type jsonb");
        }
        if (!hasUniqueKey) {
            throw unusable("it needs PRIMARY KEY (pk, sk), or another unique key on exactly these columns that is not"
                    + " deferrable");
        }
    }

    private void checkText(String column) {
        TableColumn found = columns.get(column);
        if (found == null || !found.isText()) {
            throw unusable("it needs a column " + column + " of type text");
        }
        if (!found.exact()) {
            throw unusable(
                    "the collation " + found.collation() + " of column " + column + " treats different texts as equal");
        }
    }

    /** Reports whether the primary key has the order of bytes, so that reading a range costs only its rows. */
    boolean sortsByBytes() {
        return Stream.of("pk", "sk").map(columns::get).allMatch(column -> column != null && column.sortsByBytes());
    }

    TableLayout layout() {
        return new TableLayout(sortsByBytes(), isPartitioned);
    }

    private StoreException unusable(String why) {
        return new StoreException(
                "PostgreSQL: the table " + name + " exists but cannot hold items: " + why + ".",
                null,
                StoreProblem.TABLE_UNUSABLE,
                false);
    }
}
