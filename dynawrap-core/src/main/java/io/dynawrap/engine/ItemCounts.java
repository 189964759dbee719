package io.dynawrap.engine;

import java.util.Map;

/**
 * How many items of a model a table holds, by the schema version stored with them.
 *
 * @param bySchemaVersion the counts by version, of at most {@value #MAX_VERSIONS} versions with at most
 *     {@value #MAX_VERSION_LENGTH} characters each
 * @param withoutVersion the number of items that another writer stored without any version
 * @param others the number of items with further or longer versions
 * @param complete whether all of the table was read
 */
public record ItemCounts(Map<String, Long> bySchemaVersion, long withoutVersion, long others, boolean complete) {

    /** How many versions are told apart: other writers may store any text, and the answer stays small. */
    static final int MAX_VERSIONS = 100;

    /** Longer than any hash in hexadecimal. */
    static final int MAX_VERSION_LENGTH = 128;
}
