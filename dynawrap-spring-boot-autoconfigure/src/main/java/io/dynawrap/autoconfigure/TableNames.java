package io.dynawrap.autoconfigure;

import io.dynawrap.spi.Backend;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Maps the logical name of a table to its name in the database. */
final class TableNames implements UnaryOperator<String> {

    private final String prefix;
    private final Map<String, String> names;
    private final Map<String, String> relaxedNames;

    TableNames(DynawrapProperties properties) {
        prefix = properties.tablePrefix();
        names = properties.tables().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, table -> table.getValue().name()));
        // an environment variable or an unquoted YAML key arrives without underscores and capitals
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

    /**
     * Checks the name of a table in the database.
     *
     * @throws InvalidTableNameException if the database does not allow it
     */
    void check(String logicalName, Backend backend) {
        try {
            backend.checkTableName(apply(logicalName));
        } catch (IllegalArgumentException e) {
            throw new InvalidTableNameException(logicalName, e);
        }
    }

    private static String relaxed(String name) {
        return name.replaceAll("[^\\p{Alnum}]", "").toLowerCase(Locale.ROOT);
    }
}
