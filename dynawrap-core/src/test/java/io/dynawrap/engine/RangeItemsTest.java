package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.DbItem;
import io.dynawrap.ItemQuery;
import io.dynawrap.KeyValues;
import io.dynawrap.Page;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.StoredItem;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Page shapes that a server gives rarely: cut short, empty with a next read, failing. */
class RangeItemsTest {

    @DbItem(pk = "P#{owner}", sk = "S#{id}", table = "table")
    record Item(String owner, String id) {}

    private final List<RangeRequest> reads = new ArrayList<>();

    private ItemQuery<Item> query(Function<RangeRequest, RangePage> pages) {
        Backend backend = new FaultyBackend() {
            @Override
            public RangePage read(RangeRequest read) {
                reads.add(read);
                return pages.apply(read);
            }
        };
        return new DefaultItemStore(backend).query(Item.class, KeyValues.of("owner", "o"));
    }

    private static StoredItem item(int id) {
        return FaultyBackend.stored("P#o", "S#" + id, "{\"owner\": \"o\", \"id\": \"" + id + "\"}");
    }

    private static int after(RangeRequest read) {
        return read.after() == null
                ? 0
                : Integer.parseInt(read.after().sortKey().substring(2));
    }

    /** Pages of nothing, then of one item each, 1 to 9, with an empty page in between. */
    private static RangePage sparse(RangeRequest read) {
        String from = read.range().sortKeys().from();
        int last = read.after() == null && from.equals("S#5") ? 45 : after(read);
        if (last >= 90) {
            return new RangePage(List.of(), null, null);
        }
        int next = last + 5;
        List<StoredItem> items = next % 10 == 0 ? List.of(item(next)) : List.of();
        return new RangePage(items, read.after(new ItemKey("P#o", "S#" + next)), null);
    }

    @Test
    void emptyPagesWithANextReadEndNothing() {
        assertThat(query(RangeItemsTest::sparse).list())
                .extracting(Item::id)
                .containsExactly("10", "20", "30", "40", "50", "60", "70", "80", "90");
    }

    @Test
    void pagesOfAQueryCutShortByTheDatabaseSkipAndRepeatNothing() {
        ItemQuery<Item> query = query(RangeItemsTest::sparse);
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            Page<Item> page = query.page(2, cursor);
            page.items().forEach(item -> ids.add(item.id()));
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(ids).containsExactly("10", "20", "30", "40", "50", "60", "70", "80", "90");
    }

    @Test
    void aStartKeyOutsideOfTheBoundsIsNeverSent() {
        ItemQuery<Item> query = query(RangeItemsTest::sparse);
        String cursor = query.page(2).nextCursor(); // after 20
        reads.clear();
        assertThat(query.from("5").page(1, cursor).items()).containsExactly(new Item("o", "50"));
        assertThat(reads.get(0).after()).isNull();
        reads.clear();
        assertThat(query.to("1").page(1, cursor).items()).isEmpty();
        assertThat(reads).isEmpty();
        query.after("1").page(1, cursor);
        assertThat(reads.get(0).after()).isEqualTo(new ItemKey("P#o", "S#20"));
    }

    @Test
    void aSmallLimitAsksForLittleAndForMoreOnlyWhereThatWasNotEnough() {
        assertThat(query(RangeItemsTest::sparse).limit(2).list())
                .extracting(Item::id)
                .containsExactly("10", "20");
        assertThat(reads).extracting(RangeRequest::limit).containsExactly(2, 4, 8, 16);
    }

    @Test
    void nothingIsReadBeforeTheStreamIsConsumedAndNothingAfterItIsGivenUp() {
        var stream = query(RangeItemsTest::sparse).stream();
        assertThat(reads).isEmpty();
        assertThat(stream.findFirst().map(Item::id)).contains("10");
        assertThat(reads).hasSize(2);
    }

    @Test
    void aFailureOfALaterPageReachesTheCallerAfterTheItemsBeforeIt() {
        List<String> seen = new ArrayList<>();
        ItemQuery<Item> query = query(read -> {
            if (read.after() != null) {
                throw new StoreException("lost", null, StoreProblem.OTHER, true);
            }
            return new RangePage(List.of(item(1)), read.after(new ItemKey("P#o", "S#1")), null);
        });
        assertThatThrownBy(() -> query.stream().forEach(item -> seen.add(item.id())))
                .isInstanceOf(StoreException.class);
        assertThat(seen).containsExactly("1");
    }

    @DbItem(pk = "P#{owner}", sk = "O#{id}", table = "table")
    record Purchase(String owner, String id) {}

    /** Ten orders with 3,000 lines each. A page holds what was asked for, at most 4,096 items. */
    @Test
    void theLinesOfAnOrderAreNotReadToFindTheNextOrder() {
        TreeMap<String, StoredItem> rows = new TreeMap<>();
        for (int order = 0; order < 10; order++) {
            String sortKey = "O#" + order;
            rows.put(sortKey, FaultyBackend.stored("P#o", sortKey, "{\"owner\": \"o\", \"id\": \"" + order + "\"}"));
            for (int line = 1000; line < 4000; line++) {
                rows.put(sortKey + "#L#" + line, FaultyBackend.stored("P#o", sortKey + "#L#" + line, "{}"));
            }
        }
        AtomicInteger read = new AtomicInteger();
        Backend backend = new FaultyBackend() {
            @Override
            public RangePage read(RangeRequest request) {
                reads.add(request);
                NavigableMap<String, StoredItem> all = request.reverse() ? rows.descendingMap() : rows;
                NavigableMap<String, StoredItem> rest = request.after() == null
                        ? all
                        : all.tailMap(request.after().sortKey(), false);
                List<StoredItem> page = rest.values().stream()
                        .limit(Math.min(request.limit(), 4096))
                        .toList();
                read.addAndGet(page.size());
                ItemKey last = page.isEmpty() ? null : page.get(page.size() - 1).key();
                return new RangePage(page, page.size() < rest.size() ? request.after(last) : null, null);
            }
        };
        ItemQuery<Purchase> query = new DefaultItemStore(backend).query(Purchase.class, KeyValues.of("owner", "o"));

        assertThat(query.list())
                .extracting(Purchase::id)
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(read).hasValueLessThan(15_000);
        read.set(0);
        assertThat(query.reverse().limit(3).list()).extracting(Purchase::id).containsExactly("9", "8", "7");
        assertThat(read).hasValueLessThan(2_000);
    }
}
