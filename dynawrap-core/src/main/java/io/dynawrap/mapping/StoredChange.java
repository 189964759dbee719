package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonParser;
import io.dynawrap.change.ChangeResult;
import io.dynawrap.key.ItemKey;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One change of one stored item as a change stream carries it, before it is read as a model. Any part can be missing.
 *
 * @param kind what happened to the item, or {@code null} if the record does not report it
 * @param key the key of the item, or {@code null} if the record lacks it
 * @param oldImage returns the item before the change, or {@code null} if the record does not carry it
 * @param newImage returns the item after the change, or {@code null} if the record does not carry it
 * @param expired whether the item was deleted because its time to live expired
 */
public record StoredChange(
        ChangeResult.@Nullable Kind kind,
        @Nullable ItemKey key,
        Supplier<@Nullable Image> oldImage,
        Supplier<@Nullable Image> newImage,
        boolean expired) {

    /**
     * An item as a record carries it.
     *
     * @param schemaVersion the schema version stored with it, or {@code null} without such a text
     * @param fields opens a parser of the fields
     */
    public record Image(@Nullable String schemaVersion, Supplier<JsonParser> fields) {}
}
