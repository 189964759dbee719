package io.dynawrap.postgres;

import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.GetRequest;
import io.dynawrap.spi.GetResult;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.WriteResult;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes single items, each with one statement that checks the condition and writes. If no row was written, the current row is
 * read with a second statement. It may be newer than the row that refused the write.
 *
 * <p>A statement that meets a row locked by another transaction waits for it, and checks the condition on the row that this one
 * commits.
 */
final class PostgresItemWriter {

    private final Statements statements;
    private final Function<GetRequest, GetResult> reader;

    /**
     * Creates a writer.
     *
     * @param reader reads the row that refused a write
     */
    PostgresItemWriter(Statements statements, Function<GetRequest, GetResult> reader) {
        this.statements = statements;
        this.reader = reader;
    }

    WriteResult write(TableSql table, ItemOperation operation) {
        if (operation instanceof ItemOperation.Update update) {
            StoredItem updated = update(table, update);
            return updated == null ? refused(operation) : new WriteResult.Updated(updated, null);
        }
        boolean written = operation instanceof ItemOperation.Put put
                ? put(table, put)
                : delete(table, (ItemOperation.Delete) operation);
        return written ? new WriteResult.Written(null) : refused(operation);
    }

    private WriteResult refused(ItemOperation operation) {
        GetRequest current = new GetRequest(operation.table(), operation.key(), true, false);
        return new WriteResult.Refused(reader.apply(current).item(), 1, null);
    }

    private boolean put(TableSql table, ItemOperation.Put put) {
        BoundCondition condition = put.condition();
        if (condition == null) {
            return run("save", table, table.upsert(), ps -> {
                bindValues(ps, put.item());
                return ps.executeUpdate() >= 0;
            });
        }
        if (ConditionSql.refusesAllRows(condition)) {
            return run("save", table, table.insert(), ps -> {
                bindValues(ps, put.item());
                return ps.executeUpdate() > 0;
            });
        }
        return put.mayCreate() ? upsertIf(table, put.item(), condition) : updateIf(table, put.item(), condition);
    }

    private boolean upsertIf(TableSql table, StoredItem item, BoundCondition condition) {
        ConditionSql where = ConditionSql.of(condition, "t.data");
        return run("save", table, table.upsertIf(where.text()), ps -> {
            int next = bindKey(ps, 1, item.key());
            ps.setString(next, item.schemaVersion());
            ps.setBytes(next + 1, JsonItemData.bytesOf(item));
            where.bind(ps, next + 2);
            try (ResultSet row = ps.executeQuery()) {
                return row.next() && row.getInt(1) > 0;
            }
        });
    }

    private boolean updateIf(TableSql table, StoredItem item, BoundCondition condition) {
        ConditionSql where = ConditionSql.of(condition, "data");
        return run("save", table, table.updateIf(where.text()), ps -> {
            ps.setString(1, item.schemaVersion());
            ps.setBytes(2, JsonItemData.bytesOf(item));
            where.bind(ps, bindKey(ps, 3, item.key()));
            return ps.executeUpdate() > 0;
        });
    }

    /** Returns the row as it is afterwards, or {@code null} if no row was changed. */
    private @Nullable StoredItem update(TableSql table, ItemOperation.Update update) {
        UpdateSql sql = UpdateSql.of(update);
        GuardedSql statement = table.update(sql.data(), sql.where());
        return statements
                .<Optional<StoredItem>>runWrite("update", table.table(), statement, ps -> {
                    sql.bindWhere(ps, bindKey(ps, sql.bindData(ps, 1), update.key()));
                    try (ResultSet row = ps.executeQuery()) {
                        return row.next()
                                ? Optional.of(new StoredItem(
                                        update.key(), row.getString(1), JsonItemData.of(row.getBytes(2))))
                                : Optional.empty();
                    }
                })
                .orElse(null);
    }

    private boolean delete(TableSql table, ItemOperation.Delete delete) {
        BoundCondition condition = delete.condition();
        if (condition == null) {
            return run("delete", table, table.delete(), ps -> {
                bindKey(ps, 1, delete.key());
                return ps.executeUpdate() >= 0;
            });
        }
        ConditionSql where = ConditionSql.of(condition, "data");
        return run("delete", table, table.deleteIf(where.text()), ps -> {
            where.bind(ps, bindKey(ps, 1, delete.key()));
            return ps.executeUpdate() > 0;
        });
    }

    private boolean run(String operation, TableSql table, GuardedSql sql, Execution execution) {
        return statements.runWrite(operation, table.table(), sql, execution::run);
    }

    /** Binds the row of a statement whose guard stands before the document. */
    private static void bindValues(PreparedStatement ps, StoredItem item) throws SQLException {
        int next = bindKey(ps, 1, item.key());
        ps.setString(next, item.schemaVersion());
        ps.setBytes(next + 2, JsonItemData.bytesOf(item));
    }

    private static int bindKey(PreparedStatement ps, int first, ItemKey key) throws SQLException {
        ps.setString(first, key.partitionKey());
        ps.setString(first + 1, key.sortKey());
        return first + 2;
    }

    /** Binds the parameters of a statement, executes it, and returns whether it wrote a row, or needs no row. */
    @FunctionalInterface
    private interface Execution {
        boolean run(PreparedStatement statement) throws SQLException;
    }
}
