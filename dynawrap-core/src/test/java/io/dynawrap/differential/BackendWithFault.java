package io.dynawrap.differential;

import io.dynawrap.key.KeyRange;
import io.dynawrap.key.TextKeys;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.CountRequest;
import io.dynawrap.spi.CountResult;
import io.dynawrap.spi.DelegatingBackend;
import io.dynawrap.spi.GetAllRequest;
import io.dynawrap.spi.GetAllResult;
import io.dynawrap.spi.GetRequest;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.TransactionRequest;
import io.dynawrap.spi.TransactionResult;
import io.dynawrap.spi.WriteRequest;
import io.dynawrap.spi.WriteResult;

/** A backend with one fault, for the proof that programs find faults. */
final class BackendWithFault extends DelegatingBackend {

    enum Fault {
        DELETES_NOTHING,
        UPDATES_NOTHING,
        EXECUTES_A_PART_OF_A_TRANSACTION,
        READS_IN_ONE_DIRECTION,
        SKIPS_AN_ITEM_AFTER_A_PAGE,
        LOSES_AN_ITEM_OF_SEVERAL,
        IGNORES_FILTERS,
        IGNORES_BOUNDS,
        COUNTS_ALL_KEYS,
        IGNORES_TOKENS
    }

    private final Fault fault;

    BackendWithFault(Backend backend, Fault fault) {
        super(backend);
        this.fault = fault;
    }

    @Override
    public WriteResult write(WriteRequest request) {
        if (fault == Fault.DELETES_NOTHING && request.operation() instanceof ItemOperation.Delete) {
            return new WriteResult.Written(null);
        }
        if (fault == Fault.UPDATES_NOTHING && request.operation() instanceof ItemOperation.Update update) {
            StoredItem item = super.get(new GetRequest(update.table(), update.key(), true, false))
                    .item();
            return item == null ? super.write(request) : new WriteResult.Updated(item, null);
        }
        return super.write(request);
    }

    @Override
    public TransactionResult writeAll(TransactionRequest request) {
        if (fault == Fault.IGNORES_TOKENS) {
            return super.writeAll(new TransactionRequest(request.operations(), request.id(), null, false));
        }
        int operations = request.operations().size();
        return fault == Fault.EXECUTES_A_PART_OF_A_TRANSACTION && operations > 1
                ? super.writeAll(new TransactionRequest(
                        request.operations().subList(0, operations - 1), request.id(), request.token(), false))
                : super.writeAll(request);
    }

    @Override
    public GetAllResult getAll(GetAllRequest request) {
        GetAllResult result = super.getAll(request);
        boolean loses =
                fault == Fault.LOSES_AN_ITEM_OF_SEVERAL && result.items().size() > 1;
        return loses
                ? new GetAllResult(
                        result.items().subList(1, result.items().size()), result.unprocessed(), result.capacity())
                : result;
    }

    @Override
    public RangePage read(RangeRequest request) {
        RangeRequest faulty = request.reverse(request.reverse() && fault != Fault.READS_IN_ONE_DIRECTION);
        if (fault == Fault.IGNORES_FILTERS) {
            faulty = faulty.filter(null);
        } else if (fault == Fault.IGNORES_BOUNDS) {
            KeyRange range = request.range();
            faulty = unbounded(faulty, new KeyRange(range.partition(), range.sort()));
        }
        RangePage page = super.read(faulty);
        boolean skips = fault == Fault.SKIPS_AN_ITEM_AFTER_A_PAGE
                && request.after() != null
                && !page.items().isEmpty();
        return skips ? new RangePage(page.items().subList(1, page.items().size()), page.next(), page.capacity()) : page;
    }

    @Override
    public CountResult count(CountRequest request) {
        TextKeys keys = request.keys();
        return fault == Fault.COUNTS_ALL_KEYS
                ? super.count(
                        new CountRequest(request.read(), new TextKeys(keys.range(), '\u0001', keys.maxSortKeyBytes())))
                : super.count(request);
    }

    private static RangeRequest unbounded(RangeRequest request, KeyRange range) {
        RangeRequest all = RangeRequest.of(request.table(), range)
                .after(request.after())
                .reverse(request.reverse())
                .consistent(request.consistent())
                .limit(request.limit())
                .pageSizeHint(request.pageSizeHint())
                .filter(request.filter());
        RangeRequest part = request.segment() == null ? all : all.segment(request.segment());
        return request.fields() == null ? part : part.fields(request.fields());
    }
}
