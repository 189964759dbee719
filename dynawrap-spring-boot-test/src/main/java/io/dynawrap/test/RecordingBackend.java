package io.dynawrap.test;

import io.dynawrap.spi.Backend;
import io.dynawrap.spi.BatchRequest;
import io.dynawrap.spi.BatchResult;
import io.dynawrap.spi.CountRequest;
import io.dynawrap.spi.CountResult;
import io.dynawrap.spi.DelegatingBackend;
import io.dynawrap.spi.GetAllRequest;
import io.dynawrap.spi.GetAllResult;
import io.dynawrap.spi.GetRequest;
import io.dynawrap.spi.GetResult;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.TableSpec;
import io.dynawrap.spi.TransactionRequest;
import io.dynawrap.spi.TransactionResult;
import io.dynawrap.spi.WriteRequest;
import io.dynawrap.spi.WriteResult;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Records the names of all tables of another backend that are used. */
final class RecordingBackend extends DelegatingBackend {

    private final Set<String> tables = ConcurrentHashMap.newKeySet();

    RecordingBackend(Backend backend) {
        super(backend);
    }

    Set<String> tables() {
        return tables;
    }

    @Override
    public void createTable(TableSpec table) {
        tables.add(table.table());
        super.createTable(table);
    }

    @Override
    public GetResult get(GetRequest request) {
        tables.add(request.table());
        return super.get(request);
    }

    @Override
    public GetAllResult getAll(GetAllRequest request) {
        tables.add(request.table());
        return super.getAll(request);
    }

    @Override
    public RangePage read(RangeRequest request) {
        tables.add(request.table());
        return super.read(request);
    }

    @Override
    public CountResult count(CountRequest request) {
        tables.add(request.read().table());
        return super.count(request);
    }

    @Override
    public List<RangeRequest> split(RangeRequest request, int parts) {
        tables.add(request.table());
        return super.split(request, parts);
    }

    @Override
    public WriteResult write(WriteRequest request) {
        tables.add(request.operation().table());
        return super.write(request);
    }

    @Override
    public BatchResult writeBatch(BatchRequest request) {
        tables.add(request.table());
        return super.writeBatch(request);
    }

    @Override
    public TransactionResult writeAll(TransactionRequest request) {
        request.operations().forEach(operation -> tables.add(operation.table()));
        return super.writeAll(request);
    }
}
