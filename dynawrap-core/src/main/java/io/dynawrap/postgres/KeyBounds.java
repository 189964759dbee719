package io.dynawrap.postgres;

import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyInterval;
import io.dynawrap.key.KeyRange;
import io.dynawrap.spi.RangeRequest;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a read covers, as a contiguous part of the primary key in the order of bytes. The condition of a range
 * across partitions on the sort key is not part of the bounds.
 *
 * @param first the first key
 * @param end the key before which the range ends, or {@code null} if it extends to the last key
 */
record KeyBounds(ItemKey first, @Nullable ItemKey end) {

    /** A key followed by this character is the next text after the key: PostgreSQL does not store U+0000. */
    private static final char FIRST_CHARACTER = '\u0001';

    static KeyBounds of(RangeRequest read) {
        KeyRange range = read.range();
        KeyBounds all = range.isOnePartition()
                ? inPartition(range.partition().text(), range.sortKeys())
                : across(partitions(read));
        ItemKey after = read.after();
        if (after == null) {
            return all;
        }
        if (read.reverse()) {
            boolean later = all.end != null && after.compareTo(all.end) > 0;
            return later ? all : new KeyBounds(all.first, after);
        }
        if (after.compareTo(all.first) < 0) {
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

    static KeyInterval partitions(RangeRequest read) {
        return read.segment() instanceof PartitionSegment segment
                ? segment.interval()
                : KeyInterval.startingWith(read.range().partition().text());
    }
}
