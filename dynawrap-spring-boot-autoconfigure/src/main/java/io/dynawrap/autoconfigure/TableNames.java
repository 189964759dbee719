package io.dynawrap.autoconfigure;

import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** From a table's logical name to the name it has in the database. */
final class TableNames implements UnaryOperator<String> {

    private final String prefix;
    private final Map<String, String> names;
    private final Map<String, String> relaxedNames;

    TableNames(DynawrapProperties properties) {
        prefix = properties.tablePrefix();
        names = properties.tables().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, table -> table.getValue().name()));
        // an environment variable or an unquoted YAML key reaches us without underscores and capitals
        relaxedNames = names.entrySet().stream()
                .filter(table -> table.getKey().equals(relaxed(table.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public String apply(String logicalName) {
        String name = names.get(logicalName);
        if (name == null) {
            name = relaxedNames.get(relaxed(logicalName));
        }
        return name != null ? name : prefix + logicalName;
    }

    private static String relaxed(String name) {
        return name.replaceAll("[^\\p{Alnum}]", "").toLowerCase(Locale.ROOT);
    }
}
