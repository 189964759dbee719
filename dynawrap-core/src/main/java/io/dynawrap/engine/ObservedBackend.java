package io.dynawrap.engine;

import io.dynawrap.key.ItemKey;
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
import io.dynawrap.spi.SweepRequest;
import io.dynawrap.spi.SweepResult;
import io.dynawrap.spi.TableSpec;
import io.dynawrap.spi.TransactionRequest;
import io.dynawrap.spi.TransactionResult;
import io.dynawrap.spi.WriteRequest;
import io.dynawrap.spi.WriteResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The backend of one observed operation: notifies its listener of each request, and counts pages, retries and capacity. */
final class ObservedBackend extends DelegatingBackend {

    private final ObservedCall call;
    private boolean unprocessed;
    private @Nullable ItemKey lastWritten;

    ObservedBackend(Backend backend, ObservedCall call) {
        super(backend);
        this.call = call;
    }

    @Override
    public void createTable(TableSpec table) {
        call.request(() -> {
            super.createTable(table);
            return table;
        });
    }

    @Override
    public GetResult get(GetRequest request) {
        GetResult result = call.request(() -> super.get(request.reportingCapacity()));
        call.consumed(result.capacity());
        return result;
    }

    @Override
    public RangePage read(RangeRequest request) {
        RangePage page = call.request(() -> super.read(request.reportingCapacity()));
        call.consumed(page.capacity());
        call.page();
        return page;
    }

    @Override
    public CountResult count(CountRequest request) {
        CountRequest reporting = request.with(request.read().reportingCapacity());
        CountResult result = call.request(() -> super.count(reporting));
        call.consumed(result.capacity());
        call.page();
        return result;
    }

    @Override
    public List<RangeRequest> split(RangeRequest request, int parts) {
        return call.request(() -> super.split(request, parts));
    }

    /** Of one operation, a second write of the same item only repeats the first. */
    @Override
    public WriteResult write(WriteRequest request) {
        ItemKey key = request.operation().key();
        if (key.equals(lastWritten)) {
            call.retry();
        }
        lastWritten = key;
        WriteResult result = call.request(() -> super.write(request.reportingCapacity()));
        call.consumed(result.capacity());
        return result;
    }

    /** An operation sends a second transaction only to repeat the first. */
    @Override
    public TransactionResult writeAll(TransactionRequest request) {
        countRetry();
        TransactionResult result = call.request(() -> super.writeAll(request.reportingCapacity()));
        call.consumed(result.capacity());
        return result;
    }

    /** After a request that failed or left writes unprocessed, the next request of the batch repeats them. */
    @Override
    public BatchResult writeBatch(BatchRequest request) {
        countRetry();
        BatchResult result = call.request(() -> super.writeBatch(request.reportingCapacity()));
        call.consumed(result.capacity());
        unprocessed = !result.unprocessed().isEmpty();
        return result;
    }

    @Override
    public SweepResult deleteExpired(SweepRequest request) {
        return call.request(() -> super.deleteExpired(request));
    }

    @Override
    public GetAllResult getAll(GetAllRequest request) {
        countRetry();
        GetAllResult result = call.request(() -> super.getAll(request.reportingCapacity()));
        call.consumed(result.capacity());
        unprocessed = !result.unprocessed().isEmpty();
        return result;
    }

    private void countRetry() {
        if (unprocessed) {
            call.retry();
        }
        unprocessed = true;
    }
}
