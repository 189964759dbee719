package io.dynawrap.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynawrap.spi.Backend;
import org.jspecify.annotations.Nullable;

/** A real database under the contract: the backend on it, and a way to its raw rows that goes past Dynawrap. */
public interface Database {

    /** What is stored under a key: the schema version beside the fields, and the fields as the database holds them. */
    record RawItem(@Nullable String schemaVersion, JsonNode fields) {}

    Backend backend();

    /** The table of a test class, made on first use. */
    String table(Class<?> testClass);

    @Nullable RawItem raw(String table, String partitionKey, String sortKey);

    /** Stores an item as another writer would, past Dynawrap; {@code json} holds its fields. */
    void putRaw(String table, String partitionKey, String sortKey, @Nullable String schemaVersion, String json);

    /** Stores an item as another writer would, with a JSON value in the place of its schema version. */
    void putRawVersion(String table, String partitionKey, String sortKey, String version, String json);
}
