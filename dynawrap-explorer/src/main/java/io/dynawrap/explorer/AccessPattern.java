package io.dynawrap.explorer;

import io.dynawrap.explorer.ItemRequest.Run;
import io.dynawrap.mapping.ItemType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A way to query the items of a model, or those of the models under a sealed interface.
 *
 * @param name the items that it finds
 * @param run the operation
 * @param partitionKey the partition key that it requires
 * @param partitionPrefix whether that is a prefix of the partition keys
 * @param sortKey the sort key that it requires
 * @param sortPrefix whether that is a prefix of the sort keys
 */
record AccessPattern(
        String name, Run run, String partitionKey, boolean partitionPrefix, String sortKey, boolean sortPrefix) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}:]+)[^}]*}");

    /** Returns the access patterns of a model, the cheapest first. */
    static List<AccessPattern> of(ModelPath path) {
        String partition = path.partitionKey().text();
        List<AccessPattern> patterns = new ArrayList<>();
        if (!path.isCollection()) {
            String sort = path.types().get(0).sortKey().text();
            patterns.add(new AccessPattern("One item", Run.GET, partition, false, sort, false));
        }
        String name = "Items of a partition";
        for (String prefix : prefixes(path)) {
            patterns.add(new AccessPattern(name, Run.QUERY, partition, false, prefix, true));
            name = "Items whose sort key begins with a value";
        }
        patterns.add(new AccessPattern(
                "Scan across partitions",
                Run.SCAN,
                beginning(partition, Set.of()),
                true,
                commonBeginning(path, Set.of()),
                true));
        return patterns;
    }

    /** Returns the address of the form. */
    String link(ModelPath path) {
        return path.link().and("form", run.text()) + "#" + run.text();
    }

    /** Returns the prefixes of the sort key in queries without its last fields. */
    private static List<String> prefixes(ModelPath path) {
        Set<String> given = new LinkedHashSet<>(path.partitionKey().names());
        List<String> prefixes = new ArrayList<>();
        for (String name : path.sortFields()) {
            prefixes.add(commonBeginning(path, given));
            given.add(name);
        }
        if (path.isCollection() || path.types().get(0).keys().matchesLastFieldAsPrefix()) {
            prefixes.add(commonBeginning(path, given));
        }
        return prefixes;
    }

    /** Returns the text with which all sort keys start, up to the first placeholder without a value. */
    private static String commonBeginning(ModelPath path, Set<String> given) {
        return path.types().stream()
                .map(ItemType::sortKey)
                .map(sort -> beginning(sort.text(), given))
                .reduce(AccessPattern::commonStart)
                .orElseThrow();
    }

    private static String commonStart(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return one.substring(0, length);
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
