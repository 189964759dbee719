package io.dynawrap.spi;

import io.dynawrap.key.ItemKey;
import java.util.List;

/** Passes every call on to another backend. Extend it to decorate a backend: override the methods of interest. */
public abstract class DelegatingBackend implements Backend {

    private final Backend delegate;

    /**
     * Creates a decorator.
     *
     * @param delegate the backend that calls are passed to
     */
    protected DelegatingBackend(Backend delegate) {
        this.delegate = delegate;
    }

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public void checkTableName(String table) {
        delegate.checkTableName(table);
    }

    @Override
    public boolean allowsKey(ItemKey key) {
        return delegate.allowsKey(key);
    }

    @Override
    public int maxBatchItems() {
        return delegate.maxBatchItems();
    }

    @Override
    public int maxGetKeys() {
        return delegate.maxGetKeys();
    }

    @Override
    public boolean inTransaction() {
        return delegate.inTransaction();
    }

    @Override
    public ItemSink newSink() {
        return delegate.newSink();
    }

    @Override
    public void createTable(TableSpec table) {
        delegate.createTable(table);
    }

    @Override
    public GetResult get(GetRequest request) {
        return delegate.get(request);
    }

    @Override
    public GetAllResult getAll(GetAllRequest request) {
        return delegate.getAll(request);
    }

    @Override
    public RangePage read(RangeRequest request) {
        return delegate.read(request);
    }

    @Override
    public CountResult count(CountRequest request) {
        return delegate.count(request);
    }

    @Override
    public List<RangeRequest> split(RangeRequest request, int parts) {
        return delegate.split(request, parts);
    }

    @Override
    public WriteResult write(WriteRequest request) {
        return delegate.write(request);
    }

    @Override
    public BatchResult writeBatch(BatchRequest request) {
        return delegate.writeBatch(request);
    }

    @Override
    public TransactionResult writeAll(TransactionRequest request) {
        return delegate.writeAll(request);
    }

    @Override
    public SweepResult deleteExpired(SweepRequest request) {
        return delegate.deleteExpired(request);
    }
}
