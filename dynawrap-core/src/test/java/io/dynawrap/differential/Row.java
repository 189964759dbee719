package io.dynawrap.differential;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One stored item. */
record Row(Key key, Map<String, @Nullable Object> stored, String version) {

    /** Sorted by the bytes of its texts. */
    record Key(String partition, String sort) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byPartition = compare(partition, other.partition);
            return byPartition != 0 ? byPartition : compare(sort, other.sort);
        }

        private static int compare(String one, String other) {
            return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The fields as a model reads them, or {@code null} if it cannot. */
    @Nullable Map<String, @Nullable Object> as(Model model) {
        return StoredForm.read(model, stored, version);
    }
}
