package io.dynawrap.explorer;

import io.dynawrap.KeyValues;
import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * The items that a request selects. An empty parameter counts as absent, because a form sends its empty fields too.
 *
 * @param run the operation
 * @param form the operation whose form is open
 * @param keys the values of key fields, as texts, by the names of the fields
 * @param reverse whether the order is descending
 * @param size the number of items of a page
 * @param cursors the cursors of the pages up to this one, which is the last; the first page has an empty text
 */
record ItemRequest(Run run, Run form, Map<String, String> keys, boolean reverse, int size, List<String> cursors) {

    static final List<Integer> SIZES = List.of(10, 20, 50, 100);

    private static final int DEFAULT_SIZE = 20;

    /** Well below the 8 KB that servers allow for the head of a request. The oldest cursors are dropped first. */
    private static final int MAX_CHARACTERS_OF_CURSORS = 3500;

    private static final String KEY = "key.";

    /** The operations. */
    enum Run {
        /** Nothing: the request shows the form only. */
        NOTHING,
        /** One item, by its whole key. */
        GET,
        /** The items of a model, or of several, in a partition. */
        QUERY,
        /** All items of a partition. */
        PARTITION,
        /** The items across partitions. */
        SCAN;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Run of(String text) {
            for (Run run : values()) {
                if (run.text().equals(text)) {
                    return run;
                }
            }
            return NOTHING;
        }
    }

    static ItemRequest of(Map<String, String[]> parameters) {
        Map<String, String> keys = new LinkedHashMap<>();
        parameters.forEach((name, values) -> {
            if (name.startsWith(KEY) && !values[0].isEmpty()) {
                keys.put(name.substring(KEY.length()), values[0]);
            }
        });
        String[] cursors = parameters.get("cursor");
        Run run = Run.of(first(parameters, "run"));
        Run form = run == Run.NOTHING ? Run.of(first(parameters, "form")) : run;
        return new ItemRequest(
                run,
                form == Run.NOTHING ? Run.QUERY : form,
                keys,
                first(parameters, "reverse").equals("true"),
                size(first(parameters, "size")),
                cursors == null ? List.of("") : List.of(cursors));
    }

    static String first(Map<String, String[]> parameters, String name) {
        String[] values = parameters.get(name);
        return values == null ? "" : values[0];
    }

    private static int size(String text) {
        return SIZES.stream()
                .filter(size -> size.toString().equals(text))
                .findFirst()
                .orElse(DEFAULT_SIZE);
    }

    String value(String field) {
        return keys.getOrDefault(field, "");
    }

    @Nullable String cursor() {
        String last = cursors.get(cursors.size() - 1);
        return last.isEmpty() ? null : last;
    }

    /** Returns the values with the types of their fields, so that a number needs no leading zeros, and an instant no fraction. */
    KeyValues keyValues(ModelPath path) {
        Map<String, Class<?>> fields = path.fieldTypes();
        Map<String, Object> values = new LinkedHashMap<>();
        keys.forEach((name, text) -> values.put(name, value(fields.get(name), text)));
        return KeyValues.byFieldName(values);
    }

    private static Object value(@Nullable Class<?> type, String text) {
        try {
            if (isInteger(type)) {
                return new BigInteger(text);
            }
            if (type == Instant.class) {
                return Instant.parse(text);
            }
        } catch (NumberFormatException | DateTimeParseException e) {
            // the store reports what is wrong with it
        }
        return text;
    }

    static boolean isInteger(@Nullable Class<?> type) {
        return type != null && Number.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(type));
    }

    ItemRequest firstPage() {
        return withCursors(List.of(""));
    }

    /** Returns the previous page, or {@code null} for the first page or if the cursor was dropped. */
    @Nullable ItemRequest previousPage() {
        return cursors.size() < 2 ? null : withCursors(cursors.subList(0, cursors.size() - 1));
    }

    ItemRequest nextPage(String cursor) {
        List<String> longer = new ArrayList<>(cursors);
        longer.add(cursor);
        while (longer.stream().mapToInt(String::length).sum() > MAX_CHARACTERS_OF_CURSORS && longer.size() > 1) {
            longer.remove(0);
        }
        return withCursors(longer);
    }

    private ItemRequest withCursors(List<String> other) {
        return new ItemRequest(run, form, keys, reverse, size, other);
    }

    Link link(ModelPath path) {
        Link link = link(path, run, keys);
        if (reverse) {
            link = link.and("reverse", "true");
        }
        link = link.and("size", Integer.toString(size));
        for (String cursor : isFirstPage() ? List.<String>of() : cursors) {
            link = link.and("cursor", cursor);
        }
        return link;
    }

    /** Adds the values of the partition key to an address. */
    Link withPartition(ModelPath path, Link link) {
        Link carrying = link;
        for (String name : path.partitionKey().names()) {
            if (keys.containsKey(name)) {
                carrying = carrying.and(KEY + name, value(name));
            }
        }
        return carrying;
    }

    boolean isFirstPage() {
        return cursor() == null;
    }

    /** Returns the address of what the values of key fields select. */
    static Link link(ModelPath path, Run run, Map<String, String> keys) {
        Link link = path.link().and("run", run.text());
        for (Map.Entry<String, String> key : keys.entrySet()) {
            link = link.and(KEY + key.getKey(), key.getValue());
        }
        return link;
    }
}
