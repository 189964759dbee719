package io.dynawrap.autoconfigure;

import io.dynawrap.spi.Backend;
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

    /**
     * Checks the name that a table has in the database.
     *
     * @throws InvalidNameException if the database does not allow it
     */
    void check(String logicalName, Backend backend) {
        try {
            backend.checkTableName(apply(logicalName));
        } catch (IllegalArgumentException e) {
            throw new InvalidNameException("""
                    It is the name of the table that models call '%s'. Correct dynawrap.table-prefix or
                    @DbItem(table = "%s"), or give the table another name, without a prefix, in application.yml:

                    dynawrap:
                      tables:
                        "[%s]":
                          name: another-name
                    """.formatted(logicalName, logicalName, logicalName), e);
        }
    }

    private static String relaxed(String name) {
        return name.replaceAll("[^\\p{Alnum}]", "").toLowerCase(Locale.ROOT);
    }
}
