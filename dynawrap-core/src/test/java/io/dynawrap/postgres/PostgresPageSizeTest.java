package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.StoredItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

class PostgresPageSizeTest {

    private static final int MB = 1 << 20;
    private static final TestTable TABLE = TestTable.create();

    @Test
    void pagesOfSmallItemsGrowToSeveralThousand() {
        fill("small", 12_000, 50);

        List<RangePage> pages = TABLE.pages(TestTable.partition("small", ""));

        assertThat(pages).extracting(page -> page.items().size()).startsWith(256, 1024, 4096);
        assertThat(keys(pages)).isEqualTo(12_000);
    }

    @Test
    void pagesOfMiddleSizedItemsHoldAboutOneMegabyte() {
        fill("middle", 600, 10_000);

        List<RangePage> pages = TABLE.pages(TestTable.partition("middle", ""));

        assertThat(pages.subList(1, pages.size() - 1))
                .isNotEmpty()
                .allSatisfy(page -> assertThat(bytes(page)).isBetween(MB / 2, 2 * MB));
        assertThat(keys(pages)).isEqualTo(600);
    }

    @Test
    void hugeItemsAfterSmallOnesDoNotArriveInOnePage() {
        fill("mixed#a", 6_000, 50);
        fill("mixed#b", 100, 300_000);

        List<RangePage> pages = TABLE.pages(TestTable.scan("mixed#", ""));

        assertThat(pages)
                .allSatisfy(page -> assertThat(bytes(page)).isLessThanOrEqualTo(2 * MB))
                .extracting(page -> page.items().size())
                .contains(4096);
        assertThat(keys(pages)).isEqualTo(6_100);
    }

    @Test
    void hugeItemsThatTheTableHoldsCompressedDoNotArriveInOnePageEither() {
        fill("packed#a", 6_000, 50);
        TABLE.putAll(IntStream.range(0, 300)
                .mapToObj(n -> TestTable.item("packed#b", String.format(Locale.ROOT, "%08d", n), "abc ".repeat(20_000)))
                .toList());

        List<RangePage> pages = TABLE.pages(TestTable.scan("packed#", ""));

        assertThat(pages).allSatisfy(page -> assertThat(bytes(page)).isLessThanOrEqualTo(2 * MB));
        assertThat(keys(pages)).isEqualTo(6_300);
    }

    @Test
    void hugeItemsAmongSmallOnesAreReadInTheirPlaces() {
        List<StoredItem> items = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            items.add(item("among", i, i % 500 == 499 ? 50_000 : 50));
        }
        TABLE.putAll(items);

        List<StoredItem> read = TABLE.pages(TestTable.partition("among", "")).stream()
                .flatMap(page -> page.items().stream())
                .toList();

        assertThat(read)
                .extracting(StoredItem::key)
                .isEqualTo(items.stream().map(StoredItem::key).toList());
        assertThat(read)
                .extracting(TestTable::text)
                .isEqualTo(items.stream().map(TestTable::text).toList());
    }

    @Test
    void aLargeItemThatNoLongerPassesTheFilterWhenItIsFetchedIsLeftOut() {
        fill("changed", 3, 100_000);
        String change = "UPDATE " + TABLE.name() + " SET data = '{\"other\": 1}' WHERE pk = 'changed' AND sk LIKE '%1'";
        JdbcTemplate racing =
                new JdbcTemplate(Objects.requireNonNull(TABLE.jdbc().getDataSource())) {
                    @Override
                    public <T> T execute(String sql, PreparedStatementCallback<T> action) {
                        if (sql.contains("WITH ORDINALITY AS requested")) {
                            TABLE.jdbc().update(change);
                        }
                        return super.execute(sql, action);
                    }
                };
        RangeRequest read = TestTable.partition("changed", "").filter(new BoundCondition.Present(List.of("text")));
        List<StoredItem> items = new TestTable(new PostgresBackend(racing), racing, TABLE.name())
                .read(read)
                .items();

        assertThat(items).hasSize(2).noneMatch(item -> item.key().sortKey().endsWith("1"));
    }

    @Test
    void aPageIsTheLastWhenNothingCutIt() {
        fill("last", 63, 10);
        assertThat(TABLE.pages(TestTable.partition("last", ""))).hasSize(1);

        assertThat(TABLE.read(TestTable.partition("last", "").limit(64)).next()).isNull();
    }

    @Test
    void aPageThatTheLimitCutNamesTheNext() {
        fill("cut", 10, 10);

        RangePage page = TABLE.read(TestTable.partition("cut", "").limit(4));

        assertThat(page.items()).hasSize(4);
        assertThat(page.next()).isNotNull();
        assertThat(page.next().after()).isEqualTo(page.items().get(3).key());
        assertThat(TABLE.keys(page.next().limit(Integer.MAX_VALUE))).hasSize(6);
    }

    @Test
    void anEmptyRangeIsOneEmptyPage() {
        assertThat(TABLE.pages(TestTable.partition("nobody", "")))
                .containsExactly(new RangePage(List.of(), null, null));
    }

    @Test
    void aTemplatesRowLimitDoesNotCutAPage() {
        fill("rows", 200, 10);
        JdbcTemplate limited = new JdbcTemplate(TABLE.jdbc().getDataSource());
        limited.setMaxRows(3);
        TestTable table = new TestTable(new PostgresBackend(limited), limited, TABLE.name());

        assertThat(table.keys(TestTable.partition("rows", ""))).hasSize(200);
    }

    private static void fill(String pk, int items, int textLength) {
        TABLE.putAll(
                IntStream.range(0, items).mapToObj(n -> item(pk, n, textLength)).toList());
    }

    /** The text is random, so that PostgreSQL cannot compress it. */
    private static StoredItem item(String pk, int n, int textLength) {
        String text = new Random(n)
                .ints(textLength, '0', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return TestTable.item(pk, String.format(Locale.ROOT, "%08d", n), text);
    }

    private static int keys(List<RangePage> pages) {
        return (int) pages.stream()
                .flatMap(page -> page.items().stream())
                .map(StoredItem::key)
                .distinct()
                .count();
    }

    private static int bytes(RangePage page) {
        return page.items().stream()
                .mapToInt(item -> JsonItemData.bytesOf(item).length)
                .sum();
    }
}
