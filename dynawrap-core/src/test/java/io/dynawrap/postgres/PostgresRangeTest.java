package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyMatch;
import io.dynawrap.key.KeyRange;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.StoredItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The answers are the same on a table of ours and on one that the Python edition made. */
@ParameterizedClass
@MethodSource("tables")
class PostgresRangeTest {

    private static final String HIGHEST = Character.toString(Character.MAX_CODE_POINT);

    private static final List<String> KEYS = List.of(
            "#10",
            "#9",
            "A",
            "B",
            "STORY#1",
            "STORY#10",
            "STORY#9",
            "STORYZ",
            "Z",
            "a",
            "a#1",
            "a%b",
            "a\\",
            "a\\b",
            "a_1",
            "a_b",
            "ab",
            "axb",
            "story",
            "z",
            "zz",
            "é",
            "éa",
            "\uffee",
            "😀",
            HIGHEST,
            HIGHEST + "a",
            HIGHEST + HIGHEST);

    private static final Comparator<String> BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private final TestTable table;

    PostgresRangeTest(TestTable table) {
        this.table = table;
    }

    static List<TestTable> tables() {
        return List.of(filled(TestTable.create()), filled(TestTable.createAsPythonDoes()));
    }

    private static TestTable filled(TestTable table) {
        List<StoredItem> items = new ArrayList<>();
        for (String pk : List.of("P", "P#1", "P#2", "p", "Q")) {
            KEYS.forEach(sk -> items.add(TestTable.item(pk, sk, pk + "/" + sk)));
        }
        Collections.reverse(items);
        table.putAll(items);
        return table;
    }

    @Test
    void aPartitionIsReadInTheOrderOfItsSortKeysBytes() {
        assertThat(table.sortKeys(TestTable.partition("P", "")))
                .isEqualTo(KEYS.stream().sorted(BYTES).toList());
    }

    @Test
    void reverseIsTheExactReverse() {
        assertThat(table.sortKeys(TestTable.reverse(TestTable.partition("P", ""))))
                .isEqualTo(KEYS.stream().sorted(BYTES.reversed()).toList());
    }

    @Test
    void boundsReadTheKeysFromTheFirstUpToTheSecond() {
        RangeRequest all = TestTable.partition("P", "");
        for (String from : KEYS) {
            for (String until : KEYS) {
                List<String> expected = KEYS.stream()
                        .filter(key -> BYTES.compare(key, from) >= 0 && BYTES.compare(key, until) < 0)
                        .sorted(BYTES)
                        .toList();
                KeyRange range = all.range().from(from).until(until);
                assertThat(table.sortKeys(TestTable.all(range)))
                        .as("from %s until %s", from, until)
                        .isEqualTo(expected);
                assertThat(range.isEmpty()).isEqualTo(BYTES.compare(from, until) >= 0);
            }
            assertThat(table.sortKeys(
                            TestTable.reverse(TestTable.all(all.range().from(from)))))
                    .isEqualTo(KEYS.stream()
                            .filter(key -> BYTES.compare(key, from) >= 0)
                            .sorted(BYTES.reversed())
                            .toList());
        }
        KeyRange several = TestTable.scan("P#", "").range().from("a").until("b");
        assertThat(table.sortKeys(TestTable.all(several))).hasSize(18).allMatch(key -> key.startsWith("a"));
    }

    @Test
    void aFilterIsAppliedBeforeTheLimit() {
        BoundCondition longText = new BoundCondition.Contains(List.of("text"), "/STORY");
        RangeRequest read = TestTable.partition("P", "").filter(longText).limit(3);
        assertThat(table.read(read).items())
                .extracting(item -> item.key().sortKey())
                .containsExactly("STORY#1", "STORY#10", "STORY#9");
        assertThat(table.sortKeys(TestTable.scan("P", "").filter(longText))).hasSize(12);
    }

    @Test
    void onlyTheFieldsThatAreNeededAreRead() throws IOException {
        RangeRequest read = TestTable.partition("P", "STORY#");
        for (StoredItem item : table.read(read.fields(List.of())).items()) {
            try (JsonParser fields = item.data().parser()) {
                fields.nextToken();
                assertThat(fields.nextFieldName()).isNull();
            }
            assertThat(item.schemaVersion()).isNull();
        }
        assertThat(table.read(read.fields(List.of("text"))).items())
                .extracting(TestTable::text)
                .containsExactly("P/STORY#1", "P/STORY#10", "P/STORY#9");
        assertThat(table.sortKeys(TestTable.scan("P", "STORY#").fields(List.of())))
                .hasSize(9);
    }

    @Test
    void everyPrefixMatchesExactlyTheKeysThatBeginWithIt() {
        for (String prefix : List.of(
                "STORY#",
                "STORY#1",
                "a",
                "a%",
                "a_",
                "a\\",
                "%",
                "_",
                "z",
                "é",
                "😀",
                HIGHEST,
                HIGHEST + HIGHEST,
                "none")) {
            List<String> expected = KEYS.stream()
                    .filter(key -> key.startsWith(prefix))
                    .sorted(BYTES)
                    .toList();

            assertThat(table.sortKeys(TestTable.partition("P", prefix)))
                    .as(prefix)
                    .isEqualTo(expected);
            Collections.reverse(expected = new ArrayList<>(expected));
            assertThat(table.sortKeys(TestTable.reverse(TestTable.partition("P", prefix))))
                    .as(prefix)
                    .isEqualTo(expected);
        }
    }

    @Test
    void anExactSortKeyMatchesOneItem() {
        KeyRange range = new KeyRange(KeyMatch.exactly("P"), KeyMatch.exactly("STORY#1"));

        assertThat(table.keys(TestTable.all(range))).containsExactly(new ItemKey("P", "STORY#1"));
    }

    @Test
    void pagesOfAnySizeHoldEveryItemOnceInOrder() {
        for (int size = 1; size <= KEYS.size() + 1; size++) {
            RangeRequest read = TestTable.partition("P", "").pageSizeHint(size);

            assertThat(inPagesOf(size, read))
                    .isEqualTo(KEYS.stream().sorted(BYTES).toList());
            assertThat(inPagesOf(size, TestTable.reverse(read)))
                    .isEqualTo(KEYS.stream().sorted(BYTES.reversed()).toList());
        }
    }

    @Test
    void readingGoesOnAfterAKeyThatIsNotThere() {
        assertThat(table.sortKeys(TestTable.partition("P", "a").after(new ItemKey("P", "a_0"))))
                .isEqualTo(KEYS.stream()
                        .filter(key -> key.startsWith("a") && BYTES.compare(key, "a_0") > 0)
                        .sorted(BYTES)
                        .toList());
    }

    @Test
    void aPositionOutsideTheRangeReachesNothingOutsideIt() {
        assertThat(table.sortKeys(TestTable.partition("P", "STORY#").after(new ItemKey("P", "#"))))
                .containsExactly("STORY#1", "STORY#10", "STORY#9");
        assertThat(table.keys(TestTable.scan("P#", "STORY#1").after(new ItemKey("", ""))))
                .extracting(ItemKey::partitionKey)
                .containsOnly("P#1", "P#2");
    }

    @Test
    void aScanFindsTheItemsOfThePartitionsWithThePrefix() {
        assertThat(table.keys(TestTable.scan("P#", "")))
                .hasSize(2 * KEYS.size())
                .extracting(ItemKey::partitionKey)
                .containsOnly("P#1", "P#2");
    }

    @Test
    void aScanFindsOnlyTheSortKeysWithThePrefix() {
        assertThat(table.keys(TestTable.scan("P", "STORY#1")))
                .containsExactlyInAnyOrder(
                        new ItemKey("P", "STORY#1"),
                        new ItemKey("P", "STORY#10"),
                        new ItemKey("P#1", "STORY#1"),
                        new ItemKey("P#1", "STORY#10"),
                        new ItemKey("P#2", "STORY#1"),
                        new ItemKey("P#2", "STORY#10"));
    }

    @Test
    void aScanInSmallPagesHoldsEveryItemOnce() {
        RangeRequest read = TestTable.scan("", "");

        List<ItemKey> keys = new ArrayList<>();
        while (read != null) {
            RangePage page = table.read(read.limit(7));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(7);
            page.items().forEach(item -> keys.add(item.key()));
            read = page.next();
        }

        assertThat(keys).hasSize(5 * KEYS.size()).doesNotHaveDuplicates();
    }

    @Test
    void theItemsOfAPageAreTheWholeItems() {
        StoredItem item = table.read(TestTable.scan("P#1", "😀")).items().get(0);

        assertThat(item.key()).isEqualTo(new ItemKey("P#1", "😀"));
        assertThat(item.schemaVersion()).isEqualTo("v1");
        assertThat(TestTable.text(item)).isEqualTo("P#1/😀");
    }

    private List<String> inPagesOf(int size, RangeRequest first) {
        List<String> keys = new ArrayList<>();
        for (RangeRequest read = first.limit(size); read != null; ) {
            RangePage page = table.read(read);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(size);
            page.items().forEach(item -> keys.add(item.key().sortKey()));
            read = page.next();
        }
        return keys;
    }
}
