package io.dynawrap.explorer;

import io.dynawrap.mapping.ItemType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A way to query the items of a model.
 *
 * @param name the items that it finds
 * @param partitionKey the partition key that it requires
 * @param partitionPrefix whether that is a prefix of the partition keys
 * @param sortKey the sort key that it requires
 * @param sortPrefix whether that is a prefix of the sort keys
 */
record AccessPattern(String name, String partitionKey, boolean partitionPrefix, String sortKey, boolean sortPrefix) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}:]+)[^}]*}");

    /** Returns the access patterns of a model, the cheapest first. */
    static List<AccessPattern> of(ItemType<?> type) {
        String partition = type.partitionKey().text();
        String sort = type.sortKey().text();
        List<AccessPattern> patterns = new ArrayList<>();
        patterns.add(new AccessPattern("One item", partition, false, sort, false));
        for (String prefix : prefixes(type)) {
            String name = patterns.size() == 1 ? "Items of a partition" : "Items whose sort key begins with a value";
            patterns.add(new AccessPattern(name, partition, false, prefix, true));
        }
        patterns.add(new AccessPattern(
                "Scan across partitions", beginning(partition, Set.of()), true, beginning(sort, Set.of()), true));
        return patterns;
    }

    /** Returns the prefixes of the sort key in queries without its last fields. */
    private static List<String> prefixes(ItemType<?> type) {
        String sort = type.sortKey().text();
        Set<String> given = new LinkedHashSet<>(type.partitionKey().names());
        List<String> prefixes = new ArrayList<>();
        for (String name : type.sortKey().names()) {
            if (!given.contains(name)) {
                prefixes.add(beginning(sort, given));
                given.add(name);
            }
        }
        if (type.keys().matchesLastFieldAsPrefix()) {
            prefixes.add(sort);
        }
        return prefixes;
    }

    /** Returns a pattern up to its first placeholder without a value. */
    private static String beginning(String pattern, Set<String> given) {
        return PLACEHOLDER
                .matcher(pattern)
                .results()
                .filter(placeholder -> !given.contains(placeholder.group(1)))
                .findFirst()
                .map(MatchResult::start)
                .map(end -> pattern.substring(0, end))
                .orElse(pattern);
    }
}
