package io.dynawrap.postgres;

import io.dynawrap.mapping.ItemKey;
import io.dynawrap.spi.KeyRange;
import io.dynawrap.spi.RangeRead;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a read looks at, as one run of the primary key in the order of bytes. What a range across partitions says
 * of the sort key is not in them.
 *
 * @param first the first key
 * @param end the key before which the run ends, or {@code null} when it goes to the last key
 */
record KeyBounds(ItemKey first, @Nullable ItemKey end) {

    /** A key with it appended is the first text after the key itself: PostgreSQL stores no U+0000. */
    private static final char FIRST_CHARACTER = '\u0001';

    private static final Comparator<String> BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    private static final Comparator<ItemKey> KEY_ORDER =
            Comparator.comparing(ItemKey::partitionKey, BYTES).thenComparing(ItemKey::sortKey, BYTES);

    static KeyBounds of(RangeRead read) {
        KeyRange range = read.range();
        KeyBounds all = range.isOnePartition()
                ? inPartition(
                        range.partition().text(),
                        KeyInterval.startingWith(range.sort().text()))
                : across(partitions(read));
        ItemKey after = read.after();
        if (after == null) {
            return all;
        }
        if (read.reverse()) {
            boolean later = all.end != null && KEY_ORDER.compare(after, all.end) > 0;
            return later ? all : new KeyBounds(all.first, after);
        }
        if (KEY_ORDER.compare(after, all.first) < 0) {
            return all;
        }
        return new KeyBounds(new ItemKey(after.partitionKey(), after.sortKey() + FIRST_CHARACTER), all.end);
    }

    private static KeyBounds inPartition(String partitionKey, KeyInterval sortKeys) {
        ItemKey end = sortKeys.until() != null
                ? new ItemKey(partitionKey, sortKeys.until())
                : new ItemKey(partitionKey + FIRST_CHARACTER, "");
        return new KeyBounds(new ItemKey(partitionKey, sortKeys.from()), end);
    }

    private static KeyBounds across(KeyInterval partitionKeys) {
        ItemKey end = partitionKeys.until() == null ? null : new ItemKey(partitionKeys.until(), "");
        return new KeyBounds(new ItemKey(partitionKeys.from(), ""), end);
    }

    static KeyInterval partitions(RangeRead read) {
        return read.segment() instanceof PartitionSegment segment
                ? segment.interval()
                : KeyInterval.startingWith(read.range().partition().text());
    }
}
