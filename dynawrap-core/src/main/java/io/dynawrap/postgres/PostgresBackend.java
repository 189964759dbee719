package io.dynawrap.postgres;

import io.dynawrap.mapping.ItemKey;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.ItemPage;
import io.dynawrap.spi.ItemSink;
import io.dynawrap.spi.ItemWrite;
import io.dynawrap.spi.KeyRange;
import io.dynawrap.spi.RangeRead;
import io.dynawrap.spi.ScanSegment;
import io.dynawrap.spi.StoredItem;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Stores each item as one row of a PostgreSQL table {@code (pk TEXT, sk TEXT, schema_version TEXT, data JSONB, PRIMARY
 * KEY (pk, sk))}.
 *
 * <p>Every method is one SQL statement that is complete in itself, so each sees what was committed before it, and a
 * batch is stored as a whole or not at all; {@link #createTable}, the first page read of a table and a page with items
 * far above the average size take more than one. A call joins the surrounding Spring transaction on the template's
 * {@code DataSource}, that of a {@code JpaTransactionManager} included; without one it is committed before the method
 * returns, whether or not the connections are in auto-commit mode. Transactions that Spring does not bind to the
 * {@code DataSource}, as those of JTA, are not joined. After a failure in a transaction its commit fails too, unless
 * it was rolled back to a savepoint: PostgreSQL would roll all of it back and the driver report success.
 *
 * <p>Keys are compared and sorted by their UTF-8 bytes. The primary key serves that where the key columns are
 * {@code COLLATE "C"}, as in the tables made here; with any other collation the answers are the same but slower.
 */
public final class PostgresBackend implements Backend {

    /** Enough for one round trip to cost little; the engine bounds a batch by its bytes too. */
    private static final int MAX_BATCH_ITEMS = 1000;

    private final PostgresNames names;
    private final Statements statements;
    private final PostgresTableCreation creation;
    private final PostgresPageReader pages;
    private final SegmentPlanner segments;
    private final PostgresBatchWriter batches;
    private final ConcurrentMap<String, TableSql> tables = new ConcurrentHashMap<>();

    /**
     * Makes a backend whose tables are found through the connection's search path.
     *
     * @param jdbc the access to the database; its query timeout, fetch size and exception translation apply
     */
    public PostgresBackend(JdbcTemplate jdbc) {
        this(jdbc, null);
    }

    /**
     * Makes a backend whose tables are in one schema.
     *
     * @param jdbc the access to the database; its query timeout, fetch size and exception translation apply
     * @param schema the schema, which must exist, or {@code null} for the connection's search path; upper and lower case
     *     differ
     * @throws IllegalArgumentException if the schema's name is not 1 to 63 characters of {@code A-Za-z0-9_.-}
     */
    public PostgresBackend(JdbcTemplate jdbc, @Nullable String schema) {
        this.names = new PostgresNames(schema);
        this.statements = new Statements(jdbc);
        this.creation = new PostgresTableCreation(statements, names);
        this.pages = new PostgresPageReader(statements);
        this.segments = new SegmentPlanner(statements, names);
        this.batches = new PostgresBatchWriter(statements);
    }

    @Override
    public String name() {
        return "postgres";
    }

    /**
     * {@inheritDoc}
     *
     * <p>PostgreSQL cuts an identifier after 63 bytes; the allowed characters are those that DynamoDB allows.
     */
    @Override
    public void checkTableName(String table) {
        PostgresNames.check("table", table);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The catalog is asked first, so on an existing table a role needs no right to create one. Instances that start
     * at the same time wait for each other.
     *
     * @throws io.dynawrap.StoreException also if the table exists with other columns or without a unique key on
     *     {@code (pk, sk)}, or if it is missing while one with the same name in lower case exists
     */
    @Override
    public void createTable(String table) {
        creation.createIfAbsent(table);
    }

    @Override
    public ItemSink newSink() {
        return new JsonItemSink();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Consistent in any case.
     */
    @Override
    public @Nullable StoredItem get(String table, ItemKey key, boolean consistent) {
        Optional<StoredItem> item = statements.run("get", table, sql(table).get(), ps -> {
            ps.setString(1, key.partitionKey());
            ps.setString(2, key.sortKey());
            try (ResultSet row = ps.executeQuery()) {
                return row.next()
                        ? Optional.of(new StoredItem(key, row.getString(1), JsonItemData.of(row.getBytes(2))))
                        : Optional.empty();
            }
        });
        return item.orElse(null);
    }

    @Override
    public ItemPage read(String table, RangeRead read) {
        return pages.read(sql(table), read, creation.sortsByBytes(table));
    }

    /**
     * {@inheritDoc}
     *
     * <p>The boundaries are taken from the statistics that {@code ANALYZE} keeps; without any there is one segment.
     */
    @Override
    public List<ScanSegment> split(String table, KeyRange range, int parts) {
        return segments.split(table, range, parts);
    }

    @Override
    public void write(String table, ItemWrite write) {
        if (write instanceof ItemWrite.Put put) {
            put(table, put.item());
        } else {
            delete(table, write.key());
        }
    }

    private void put(String table, StoredItem item) {
        statements.run("save", table, sql(table).upsert(), ps -> {
            ps.setString(1, item.key().partitionKey());
            ps.setString(2, item.key().sortKey());
            ps.setString(3, item.schemaVersion());
            ps.setBytes(4, JsonItemData.bytesOf(item));
            return ps.executeUpdate();
        });
    }

    private void delete(String table, ItemKey key) {
        statements.run("delete", table, sql(table).delete(), ps -> {
            ps.setString(1, key.partitionKey());
            ps.setString(2, key.sortKey());
            return ps.executeUpdate();
        });
    }

    /**
     * {@inheritDoc}
     *
     * <p>All of the writes are stored or, when it throws, none.
     *
     * @return an empty list
     */
    @Override
    public List<ItemWrite> writeBatch(String table, List<ItemWrite> writes) {
        batches.write(sql(table), writes);
        return List.of();
    }

    @Override
    public int maxBatchItems() {
        return MAX_BATCH_ITEMS;
    }

    @Override
    public boolean inTransaction() {
        return statements.inTransaction();
    }

    /** This backend: PostgreSQL counts no capacity. */
    @Override
    public Backend reportingCapacity(DoubleConsumer units) {
        return this;
    }

    private TableSql sql(String table) {
        return tables.computeIfAbsent(table, name -> new TableSql(name, names.qualified(name)));
    }
}
