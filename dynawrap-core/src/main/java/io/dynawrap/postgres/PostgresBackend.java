package io.dynawrap.postgres;

import io.dynawrap.key.ItemKey;
import io.dynawrap.key.StorableText;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.BatchRequest;
import io.dynawrap.spi.BatchResult;
import io.dynawrap.spi.CountRequest;
import io.dynawrap.spi.CountResult;
import io.dynawrap.spi.GetAllRequest;
import io.dynawrap.spi.GetAllResult;
import io.dynawrap.spi.GetRequest;
import io.dynawrap.spi.GetResult;
import io.dynawrap.spi.ItemSink;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.SweepRequest;
import io.dynawrap.spi.SweepResult;
import io.dynawrap.spi.TableSpec;
import io.dynawrap.spi.TransactionRequest;
import io.dynawrap.spi.TransactionResult;
import io.dynawrap.spi.WriteRequest;
import io.dynawrap.spi.WriteResult;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Stores each item as one row of a PostgreSQL table {@code (pk TEXT, sk TEXT, schema_version TEXT, data JSONB, PRIMARY
 * KEY (pk, sk))}.
 *
 * <p>Every method runs one independent SQL statement; a refused write reads the current row with a second one. So each
 * method sees what was committed before it, and a batch is stored completely or not at all. {@link #createTable}, the
 * first page read of a table, and a read of items far
 * above the average size need more than one statement. A call joins the surrounding Spring transaction on the
 * template's {@code DataSource}, including that of a {@code JpaTransactionManager}. Without a transaction it is
 * committed before the method returns, whether or not the connections are in auto-commit mode. Transactions that Spring
 * does not bind to the {@code DataSource}, such as those of JTA, are not joined. After a failure in a transaction its
 * commit also fails, unless it was rolled back to a savepoint. Otherwise PostgreSQL would roll back the whole
 * transaction and the driver would report success. In callbacks after the commit or rollback of a transaction each call is
 * committed, or fails if it might belong to a transaction that is never committed.
 *
 * <p>Keys are compared and sorted by their UTF-8 bytes. The primary key supports this if the key columns are {@code
 * COLLATE "C"}, as in the tables that this class creates. With any other collation the results are the same, but
 * slower.
 */
public final class PostgresBackend implements Backend {

    /** Enough to make the cost of one round trip small; the engine also limits the bytes of a batch. */
    private static final int MAX_BATCH_ITEMS = 1000;

    private final PostgresNames names;
    private final Statements statements;
    private final PostgresTableCreation creation;
    private final PostgresKeyReader keys;
    private final PostgresPageReader pages;
    private final SegmentPlanner segments;
    private final PostgresItemWriter items;
    private final PostgresBatchWriter batches;
    private final PostgresTransactionWriter transactions;
    private final TableCache<TableSql> tables = new TableCache<>();

    /**
     * Creates a backend whose tables are found through the connection's search path.
     *
     * @param jdbc the access to the database; its query timeout, fetch size and exception translation apply
     */
    public PostgresBackend(JdbcTemplate jdbc) {
        this(jdbc, null);
    }

    /**
     * Creates a backend whose tables are in one schema.
     *
     * @param jdbc the access to the database; its query timeout, fetch size and exception translation apply
     * @param schema the schema, which must exist, or {@code null} for the connection's search path; case-sensitive
     * @throws IllegalArgumentException if the schema's name is not 1 to 63 characters of {@code A-Za-z0-9_.-}
     */
    public PostgresBackend(JdbcTemplate jdbc, @Nullable String schema) {
        this(new PostgresNames(schema), new Statements(Objects.requireNonNull(jdbc, "'jdbc' must not be null"), false));
    }

    private PostgresBackend(PostgresNames names, Statements statements) {
        this.names = names;
        this.statements = statements;
        this.creation = new PostgresTableCreation(statements, names);
        this.keys = new PostgresKeyReader(statements);
        this.pages = new PostgresPageReader(statements, keys);
        this.segments = new SegmentPlanner(statements, names);
        this.items = new PostgresItemWriter(statements, this::get);
        this.batches = new PostgresBatchWriter(statements);
        this.transactions = new PostgresTransactionWriter(statements, this::sql, new TransactionTokens(names));
    }

    /**
     * Returns a backend for a pooler that may change the connection to the server with each transaction, such as PgBouncer in
     * transaction mode. No statement of it is prepared under a name, at the cost of parsing and planning each one anew, and the
     * connections it uses prepare no others under a name either.
     *
     * @return a backend with the setting
     */
    public PostgresBackend withTransactionPooler() {
        return new PostgresBackend(names, statements.withTransactionPooler());
    }

    /**
     * Returns a backend whose statements end after a time. A statement that exceeds its limit is cancelled. If the server does not
     * cancel it within ten seconds, the server is assumed to be frozen, and the connection is abandoned. Both are reported as a
     * transient {@link io.dynawrap.StoreException}.
     *
     * <p>A query timeout of the template and the timeout of the surrounding transaction take precedence. Zero as the template's
     * query timeout means no limit. A {@code socketTimeout} of the driver remains as it is, and must be longer. What a transaction
     * manager sends, such as the commit, is not limited here.
     *
     * @param query the limit of a statement on some keys or one partition; zero for none
     * @param scan the limit of a statement that reads across partitions, which is one page of a scan or one chunk of
     *     expired items, or that creates a table; zero for none
     * @return a backend with the limits
     * @throws IllegalArgumentException if a limit is negative
     */
    public PostgresBackend withTimeouts(Duration query, Duration scan) {
        return new PostgresBackend(names, statements.withLimits(new TimeLimits(query, scan)));
    }

    @Override
    public String name() {
        return "postgres";
    }

    /**
     * {@inheritDoc}
     *
     * <p>PostgreSQL truncates an identifier after 63 bytes; the allowed characters are those of DynamoDB.
     */
    @Override
    public void checkTableName(String table) {
        PostgresNames.check("table", table);
    }

    /**
     * {@inheritDoc}
     *
     * <p>How long a key may be depends on how well it is compressed. A key may be empty.
     */
    @Override
    public boolean allowsKey(ItemKey key) {
        return StorableText.problem(key.partitionKey()) == null && StorableText.problem(key.sortKey()) == null;
    }

    /**
     * {@inheritDoc}
     *
     * <p>For items that expire, an index is created with the table. An existing table gets it only if the specification says so,
     * without locking out writers; what fails there is logged, because reads do not need the index.
     *
     * <p>The catalog is queried first, so for an existing table the role needs no privilege to create tables. Instances
     * that start at the same time wait for each other.
     *
     * <p>Does not join the surrounding transaction, so the table remains if that is rolled back. In a transaction, creating
     * a table takes a second connection.
     *
     * @throws io.dynawrap.StoreException also if the table exists with other columns or without a unique key on {@code
     *     (pk, sk)}, or if it does not exist but a table with the same name in lower case does
     */
    @Override
    public void createTable(TableSpec table) {
        String field = table.expiryField();
        creation.createIfAbsent(table.table(), field == null ? null : expiry(table.table(), field), table.update());
    }

    @Override
    public ItemSink newSink() {
        return new JsonItemSink();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Every read is consistent.
     */
    @Override
    public GetResult get(GetRequest request) {
        ItemKey key = request.key();
        TableSql table = sql(request.table());
        List<String> fields = request.fields();
        GuardedSql sql = fields == null ? table.get() : table.getFields(fields.size());
        return statements.run("get", request.table(), sql, ps -> {
            int next = fields == null ? 1 : FieldsSql.bind(ps, 1, fields);
            ps.setString(next, key.partitionKey());
            ps.setString(next + 1, key.sortKey());
            try (ResultSet row = ps.executeQuery()) {
                return new GetResult(
                        row.next() ? new StoredItem(key, row.getString(1), JsonItemData.of(row.getBytes(2))) : null,
                        null);
            }
        });
    }

    /**
     * {@inheritDoc}
     *
     * <p>One statement, and a second one if there are documents far above the average. An answer has about 16 MB of
     * documents; other keys are returned as unprocessed.
     */
    @Override
    public GetAllResult getAll(GetAllRequest request) {
        return keys.read(sql(request.table()), request.keys());
    }

    @Override
    public int maxGetKeys() {
        return PostgresKeyReader.MAX_KEYS;
    }

    @Override
    public RangePage read(RangeRequest request) {
        return pages.read(sql(request.table()), request, creation.layout(request.table()));
    }

    /**
     * {@inheritDoc}
     *
     * <p>The keys stay in the database. A large count takes several statements.
     */
    @Override
    public CountResult count(CountRequest request) {
        String table = request.read().table();
        PostgresCountQuery query = new PostgresCountQuery(sql(table).name(), request, creation.layout(table));
        return statements.run("count", table, query.sql(), query::run);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The boundaries are taken from the statistics that {@code ANALYZE} keeps; without statistics there is one segment.
     */
    @Override
    public List<RangeRequest> split(RangeRequest request, int parts) {
        return segments.split(request, parts);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A write whose condition does not hold takes a second statement, which reads the current item.
     */
    @Override
    public WriteResult write(WriteRequest request) {
        return items.write(sql(request.operation().table()), request.operation());
    }

    /**
     * {@inheritDoc}
     *
     * <p>All operations are written, or no operation if it throws an exception.
     *
     * @return a result without unprocessed operations
     */
    @Override
    public BatchResult writeBatch(BatchRequest request) {
        batches.write(sql(request.table()), request.operations());
        return new BatchResult(List.of(), null);
    }

    @Override
    public int maxBatchItems() {
        return MAX_BATCH_ITEMS;
    }

    /**
     * {@inheritDoc}
     *
     * <p>One statement for each table, which locks the keys in their order, and one that checks and writes all items, in one
     * transaction. The key of an absent item is locked by a row without fields that no other session sees. In a surrounding
     * transaction all of it stands behind a savepoint, and a refusal is rolled back to it.
     *
     * <p>Tokens are stored in the table {@code dynawrap_token} in the same transaction.
     */
    @Override
    public TransactionResult writeAll(TransactionRequest request) {
        return transactions.write(request);
    }

    @Override
    public boolean inTransaction() {
        return statements.inTransaction();
    }

    private TableSql sql(String table) {
        return tables.get(table, name -> new TableSql(name, names.qualified(name)));
    }

    /**
     * {@inheritDoc}
     *
     * <p>One statement, which is one separate transaction. In a surrounding transaction it takes a second connection. Without the
     * index of the field it reads the whole table, so it has the time limit of a scan.
     */
    @Override
    public SweepResult deleteExpired(SweepRequest request) {
        GuardedSql sweep = expiry(request.table(), request.field()).sweep();
        return statements.outsideTransaction(() -> statements.runScan("sweep", request.table(), sweep, ps -> {
            ps.setLong(1, request.now());
            ps.setInt(2, request.limit());
            try (ResultSet row = ps.executeQuery()) {
                row.next();
                return row.getBoolean(1) ? new SweepResult.Deleted(row.getInt(2)) : new SweepResult.Busy();
            }
        }));
    }

    private ExpirySql expiry(String table, String field) {
        return ExpirySql.of(table, names.qualified(table), field);
    }
}
