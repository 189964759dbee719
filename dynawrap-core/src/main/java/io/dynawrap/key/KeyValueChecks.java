package io.dynawrap.key;

import io.dynawrap.InvalidKeyException;
import io.dynawrap.KeyValues;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Checks which fields of a model's key a caller gives values for. The values themselves are not checked here. */
final class KeyValueChecks {

    private final String model;
    private final KeyPattern partitionKey;
    private final KeyPattern sortKey;
    private final Set<String> fields;

    /** Made once, because each call with a key is checked. */
    private final String key;

    private final String partition;

    /**
     * Creates the checks.
     *
     * @param model the model's name, for messages
     */
    KeyValueChecks(String model, KeyPattern partitionKey, KeyPattern sortKey) {
        this.model = model;
        this.partitionKey = partitionKey;
        this.sortKey = sortKey;
        Set<String> names = new LinkedHashSet<>(partitionKey.names());
        names.addAll(sortKey.names());
        this.fields = Collections.unmodifiableSet(names);
        this.key = "the key ('" + partitionKey.text() + "', '" + sortKey.text() + "')";
        this.partition = "the partition key, which is all that this call uses ('" + partitionKey.text() + "')";
    }

    /**
     * Checks that each field of the key has a value, and no other.
     *
     * @throws InvalidKeyException if a value is missing or unknown
     */
    void checkComplete(KeyValues values) {
        checkNamesOfKey(values);
        for (String name : fields) {
            if (!values.contains(name)) {
                KeyPattern pattern = partitionKey.names().contains(name) ? partitionKey : sortKey;
                throw pattern.problem(
                        name,
                        "has no value. Give a value for every field of the key, or use query to find items by a part of it.");
            }
        }
    }

    /**
     * Checks the values of a query: each field of the partition key has one, and a leading run of the sort key's fields.
     *
     * @throws InvalidKeyException if a value is missing or unknown, or follows a gap
     */
    void checkQuery(KeyValues values) {
        checkPartitionComplete(values);
        checkNamesOfKey(values);
        checkLeadingRun(sortKey, values, partitionKey.names());
    }

    /**
     * Checks that each field of the partition key has a value, and no other field.
     *
     * @throws InvalidKeyException if a value is missing or unknown
     */
    void checkPartition(KeyValues values) {
        checkPartitionComplete(values);
        checkNamesOfPartition(values);
    }

    /**
     * Checks the values of a scan: a leading run of the partition key's fields has them.
     *
     * @throws InvalidKeyException if a value is unknown or follows a gap
     */
    void checkScan(KeyValues values) {
        checkNamesOfPartition(values);
        checkLeadingRun(partitionKey, values, Set.of());
    }

    private void checkPartitionComplete(KeyValues values) {
        for (String name : partitionKey.names()) {
            if (!values.contains(name)) {
                throw partitionKey.problem(
                        name,
                        "has no value, and a query reads one partition. Give a value, move the field to the sort key, or use"
                                + " scan to read across partitions.");
            }
        }
    }

    private void checkNamesOfKey(KeyValues values) {
        checkNames(values, fields, key);
    }

    private void checkNamesOfPartition(KeyValues values) {
        checkNames(values, partitionKey.names(), partition);
    }

    private void checkNames(KeyValues values, Set<String> allowed, String where) {
        for (String name : values.names()) {
            if (!allowed.contains(name)) {
                throw new InvalidKeyException(
                        model + ": '" + name + "' is not a field of " + where + ". Give values of " + allowed
                                + " only.",
                        name);
            }
        }
    }

    private static void checkLeadingRun(KeyPattern pattern, KeyValues values, Set<String> known) {
        String missing = null;
        for (String name : pattern.names()) {
            if (!values.contains(name)) {
                missing = missing == null ? name : missing;
            } else if (missing != null && !known.contains(name)) {
                throw pattern.problem(
                        name,
                        "has a value, but '" + missing
                                + "' before it has no value. Give both values, or leave out this one.");
            }
        }
    }
}
