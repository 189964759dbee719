package io.dynawrap.differential;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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

    /** Whether the row has expired for the items of a model: only a number can have passed. */
    boolean hasExpired(Model model, Instant now) {
        return model.expiryField() != null
                && stored.get(model.expiryField()) instanceof BigDecimal second
                && second.compareTo(BigDecimal.valueOf(now.getEpochSecond())) <= 0;
    }

    /** The fields as a model reads them, or {@code null} if it cannot: what is absent comes from the key. */
    @Nullable Map<String, @Nullable Object> as(Model model) {
        Map<String, @Nullable Object> fields = StoredForm.read(model, stored, version);
        Map<String, String> texts = model.parse(key.partition, key.sort);
        if (fields == null || texts == null) {
            return null;
        }
        for (Map.Entry<String, String> text : texts.entrySet()) {
            String name = text.getKey();
            Object value = fields.get(name);
            if (value == null) {
                fields.put(name, StoredForm.ofKeyText(model.fields().get(name), text.getValue()));
            } else if (!text.getValue().equals(model.keyText(name, value))) {
                return null;
            }
        }
        return fields;
    }
}
