package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.StoredItem;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PostgresSplitTest {

    private static final RangeRequest ALL = TestTable.scan("", "");
    private static final RangeRequest USERS = TestTable.scan("USER#", "");

    static Stream<TestTable> tables() {
        return Stream.of(TestTable.create(), TestTable.createAsPythonDoes());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void theSegmentsOfManyPartitionsAreAboutEqualAndHoldEachItemOnce(TestTable table) {
        table.putAll(items(4000, 4000));
        table.jdbc().execute("ANALYZE " + table.name());

        List<RangeRequest> segments = table.split(USERS, 4);

        assertThat(segments).hasSize(4);
        assertThat(sizes(table, segments)).allSatisfy(size -> assertThat(size).isBetween(700, 1300));
        assertThat(keys(table, segments)).containsExactlyInAnyOrderElementsOf(table.keys(USERS));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void theSegmentsOfAFewLargePartitionsAreAboutEqualAndHoldEachItemOnce(TestTable table) {
        table.putAll(items(4000, 8));
        table.jdbc().execute("ANALYZE " + table.name());

        List<RangeRequest> segments = table.split(USERS, 4);

        assertThat(segments).hasSize(4);
        assertThat(sizes(table, segments)).containsOnly(1000);
        assertThat(keys(table, segments)).doesNotHaveDuplicates().hasSize(4000);
    }

    @Test
    void theSegmentsLieInTheRange() {
        TestTable table = TestTable.create();
        table.putAll(items(2000, 2000));
        table.putAll(IntStream.range(0, 2000)
                .mapToObj(n -> TestTable.item("OTHER#" + n, "x", "x"))
                .toList());
        table.jdbc().execute("ANALYZE " + table.name());

        List<RangeRequest> segments = table.split(USERS, 3);

        assertThat(segments).hasSize(3);
        assertThat(keys(table, segments)).containsExactlyInAnyOrderElementsOf(table.keys(USERS));
    }

    @Test
    void itemsWrittenAfterTheStatisticsAreInASegment() {
        TestTable table = TestTable.create();
        table.putAll(items(1000, 1000));
        table.jdbc().execute("ANALYZE " + table.name());
        table.put("", "first", "x");
        table.put("ZZZ", "last", "x");

        List<RangeRequest> segments = table.split(ALL, 4);

        assertThat(keys(table, segments)).hasSize(1002).contains(new ItemKey("", "first"), new ItemKey("ZZZ", "last"));
    }

    @Test
    void withoutStatisticsThereIsOneSegment() {
        TestTable table = TestTable.create();
        table.put("USER#1", "1", "x");

        List<RangeRequest> segments = table.split(USERS, 4);

        assertThat(segments).hasSize(1);
        assertThat(keys(table, segments)).containsExactly(new ItemKey("USER#1", "1"));
    }

    @Test
    void onePartitionIsOneSegment() {
        TestTable table = TestTable.create();
        table.putAll(items(1000, 1000));
        table.jdbc().execute("ANALYZE " + table.name());
        RangeRequest partition = TestTable.partition("USER#00001", "");

        List<RangeRequest> segments = table.split(partition, 4);

        assertThat(segments).hasSize(1);
        assertThat(keys(table, segments)).hasSize(1);
    }

    @Test
    void oneWantedPartIsOneSegment() {
        TestTable table = TestTable.create();

        assertThat(table.split(USERS, 1)).hasSize(1);
    }

    private static List<StoredItem> items(int count, int partitions) {
        return IntStream.range(0, count)
                .mapToObj(n -> TestTable.item(
                        String.format(Locale.ROOT, "USER#%05d", n % partitions),
                        String.format(Locale.ROOT, "%05d", n),
                        "x"))
                .toList();
    }

    private static List<Integer> sizes(TestTable table, List<RangeRequest> segments) {
        return segments.stream().map(segment -> table.keys(segment).size()).toList();
    }

    private static List<ItemKey> keys(TestTable table, List<RangeRequest> segments) {
        return segments.stream()
                .flatMap(segment -> table.keys(segment).stream())
                .toList();
    }
}
