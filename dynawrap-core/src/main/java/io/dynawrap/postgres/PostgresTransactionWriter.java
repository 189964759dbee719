package io.dynawrap.postgres;

import io.dynawrap.StoreException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.TransactionRequest;
import io.dynawrap.spi.TransactionResult;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Executes transactions: locks all keys, table by table in the order in which all writers lock them, then checks and writes all
 * items with one statement. Keys of absent items are locked by placeholders, so a write of such an item waits too. What is checked
 * therefore stays as it is until the commit, and transactions are serializable with READ COMMITTED.
 */
final class PostgresTransactionWriter {

    /**
     * What a transaction comes to: a result, or a failure that is no failure of a statement, after which the surrounding
     * transaction remains usable.
     */
    private record Outcome(
            @Nullable TransactionResult result, @Nullable StoreException failure) {

        boolean isKept() {
            return result instanceof TransactionResult.Written;
        }

        TransactionResult orFailure() {
            if (failure != null) {
                throw failure;
            }
            return Objects.requireNonNull(result, "'result' must not be null");
        }
    }

    /** The operations on one table, in the order of their keys. */
    private record TableOperations(TableSql table, List<IndexedOperation> operations) {}

    private final Statements statements;
    private final Function<String, TableSql> tables;
    private final TransactionTokens tokens;

    PostgresTransactionWriter(Statements statements, Function<String, TableSql> tables, TransactionTokens tokens) {
        this.statements = statements;
        this.tables = tables;
        this.tokens = tokens;
    }

    TransactionResult write(TransactionRequest request) {
        List<TableOperations> operations = inLockOrder(request.operations());
        String token = request.token();
        boolean[] isClaiming = new boolean[1];
        try {
            return statements
                    .runTogether(
                            "transaction",
                            request.tables(),
                            session -> {
                                if (token != null) {
                                    isClaiming[0] = true;
                                    Outcome outcome = claim(session, token, request.operations());
                                    isClaiming[0] = false;
                                    if (outcome != null) {
                                        return outcome;
                                    }
                                }
                                return write(session, operations);
                            },
                            Outcome::isKept)
                    .orFailure();
        } catch (StoreException e) {
            throw isClaiming[0] ? tokens.failure(e) : e;
        }
    }

    /** Returns the result if the token decides it, or {@code null} if the transaction is to be executed. */
    private @Nullable Outcome claim(SeveralStatements.Session session, String token, List<ItemOperation> operations)
            throws SQLException {
        return switch (tokens.claim(session, token, RequestFingerprint.of(operations))) {
            case NEW -> null;
            case REPEATED -> new Outcome(new TransactionResult.Written(null), null);
            case REUSED -> new Outcome(null, TransactionTokens.reused());
        };
    }

    private List<TableOperations> inLockOrder(List<ItemOperation> operations) {
        List<IndexedOperation> indexed = new ArrayList<>();
        for (ItemOperation operation : operations) {
            indexed.add(new IndexedOperation(indexed.size(), operation));
        }
        indexed.sort(Comparator.comparing(IndexedOperation::operation, ItemOperation.LOCK_ORDER));
        Map<String, List<IndexedOperation>> byTable = new LinkedHashMap<>();
        for (IndexedOperation operation : indexed) {
            byTable.computeIfAbsent(operation.operation().table(), table -> new ArrayList<>())
                    .add(operation);
        }
        return byTable.entrySet().stream()
                .map(table -> new TableOperations(tables.apply(table.getKey()), table.getValue()))
                .toList();
    }

    private static Outcome write(SeveralStatements.Session session, List<TableOperations> operations)
            throws SQLException {
        TransactionSql sql = new TransactionSql();
        String lastTable = "";
        for (TableOperations table : operations) {
            lock(session, table);
            sql.add(table.table(), table.operations());
            lastTable = table.table().table();
        }
        List<Integer> refused = session.run(lastTable, sql.text(), ps -> {
            sql.bind(ps);
            List<Integer> indexes = new ArrayList<>();
            try (ResultSet row = ps.executeQuery()) {
                while (row.next()) {
                    indexes.add(row.getInt(1));
                }
            }
            return indexes;
        });
        return new Outcome(
                refused.isEmpty()
                        ? new TransactionResult.Written(null)
                        : new TransactionResult.Refused(refusals(session, operations, refused), null),
                null);
    }

    private static void lock(SeveralStatements.Session session, TableOperations table) throws SQLException {
        session.run(table.table().table(), table.table().lock(), ps -> {
            PostgresBatchWriter.bindKeys(new SqlArrays(ps), 1, keys(table.operations()));
            return ps.executeUpdate();
        });
    }

    /** Reads the rows that refuse the transaction while they are locked. */
    private static List<TransactionResult.Refusal> refusals(
            SeveralStatements.Session session, List<TableOperations> operations, List<Integer> refused)
            throws SQLException {
        List<TransactionResult.Refusal> refusals = new ArrayList<>();
        for (TableOperations table : operations) {
            List<IndexedOperation> refusedHere = table.operations().stream()
                    .filter(operation -> refused.contains(operation.index()))
                    .toList();
            if (!refusedHere.isEmpty()) {
                List<ItemKey> keys = keys(refusedHere);
                Map<ItemKey, StoredItem> rows = session.run(
                        table.table().table(), table.table().getAll(), ps -> PostgresKeyReader.whole(ps, keys, null));
                for (IndexedOperation operation : refusedHere) {
                    StoredItem row = rows.get(operation.key());
                    refusals.add(new TransactionResult.Refusal(
                            operation.index(), row == null || Placeholder.is(row) ? null : row));
                }
            }
        }
        return refusals;
    }

    private static List<ItemKey> keys(List<IndexedOperation> operations) {
        return operations.stream().map(IndexedOperation::key).toList();
    }
}
