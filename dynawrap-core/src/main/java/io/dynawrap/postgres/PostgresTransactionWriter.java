package io.dynawrap.postgres;

import io.dynawrap.StoreException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.TransactionRequest;
import io.dynawrap.spi.TransactionResult;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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

    /** The operations on one table, in the order of the request. */
    private record TableOperations(TableSql table, List<IndexedOperation> operations) {}

    /** The statements of one request, and how far they have come. */
    private final class Attempt implements SeveralStatements.Work<Outcome> {

        private final TransactionRequest request;
        private final List<TableOperations> operations;
        private boolean isClaiming;

        Attempt(TransactionRequest request) {
            this.request = request;
            this.operations = byTable(request.operations());
        }

        @Override
        public Outcome run(SeveralStatements.Session session) throws SQLException {
            String token = request.token();
            if (token != null) {
                isClaiming = true;
                Outcome outcome = claim(session, token, request.operations());
                isClaiming = false;
                if (outcome != null) {
                    return outcome;
                }
            }
            return write(session, operations);
        }

        StoreException failure(StoreException e) {
            return isClaiming ? tokens.failure(e) : e;
        }
    }

    private final Statements statements;
    private final Function<String, TableSql> tables;
    private final TransactionTokens tokens;

    PostgresTransactionWriter(Statements statements, Function<String, TableSql> tables, TransactionTokens tokens) {
        this.statements = statements;
        this.tables = tables;
        this.tokens = tokens;
    }

    TransactionResult write(TransactionRequest request) {
        Attempt attempt = new Attempt(request);
        try {
            return statements
                    .runTogether("transaction", request.tables(), attempt, Outcome::isKept)
                    .orFailure();
        } catch (StoreException e) {
            throw attempt.failure(e);
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

    /** Returns the tables in the order in which they are locked. */
    private List<TableOperations> byTable(List<ItemOperation> operations) {
        Map<String, List<IndexedOperation>> byTable = new TreeMap<>();
        for (int i = 0; i < operations.size(); i++) {
            ItemOperation operation = operations.get(i);
            byTable.computeIfAbsent(operation.table(), table -> new ArrayList<>())
                    .add(new IndexedOperation(i, operation));
        }
        List<TableOperations> tablesInOrder = new ArrayList<>(byTable.size());
        byTable.forEach((table, indexed) -> tablesInOrder.add(new TableOperations(tables.apply(table), indexed)));
        return tablesInOrder;
    }

    private static Outcome write(SeveralStatements.Session session, List<TableOperations> operations)
            throws SQLException {
        for (TableOperations table : operations) {
            lock(session, table);
        }
        List<Integer> refused = execute(session, operations);
        return new Outcome(
                refused.isEmpty()
                        ? new TransactionResult.Written(null)
                        : new TransactionResult.Refused(refusals(session, operations, refused), null),
                null);
    }

    /**
     * Checks and writes items whose keys are locked. Operations with too many parameters for one statement are several statements.
     *
     * @return the indexes of the operations whose conditions do not hold
     */
    private static List<Integer> execute(SeveralStatements.Session session, List<TableOperations> operations)
            throws SQLException {
        TransactionSql sql = new TransactionSql();
        String lastTable = "";
        for (TableOperations table : operations) {
            sql.add(table.table(), table.operations());
            lastTable = table.table().table();
        }
        if (sql.isOneStatement()) {
            return session.run(lastTable, sql.text(), sql::execute);
        }
        List<Integer> refused = new ArrayList<>();
        for (List<TableOperations> half : halves(operations)) {
            refused.addAll(execute(session, half));
        }
        return refused;
    }

    private static List<List<TableOperations>> halves(List<TableOperations> operations) {
        if (operations.size() > 1) {
            int middle = operations.size() / 2;
            return List.of(operations.subList(0, middle), operations.subList(middle, operations.size()));
        }
        TableOperations only = operations.get(0);
        List<IndexedOperation> all = only.operations();
        int middle = all.size() / 2;
        return List.of(
                List.of(new TableOperations(only.table(), all.subList(0, middle))),
                List.of(new TableOperations(only.table(), all.subList(middle, all.size()))));
    }

    private static void lock(SeveralStatements.Session session, TableOperations table) throws SQLException {
        List<ItemKey> keys = new ArrayList<>(keys(table.operations()));
        Collections.sort(keys);
        session.run(table.table().table(), table.table().lock(), ps -> {
            PostgresBatchWriter.bindKeys(new SqlArrays(ps), 1, keys);
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
