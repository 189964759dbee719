package io.dynawrap.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import io.dynawrap.SchemaVersion;
import io.dynawrap.spi.ItemData;
import io.dynawrap.spi.StoredItem;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an item without its schema version, so that an item is the same on both databases. One database stores
 * the version beside the fields, the other among them.
 */
record FieldsOnly(ItemData data) implements ItemData {

    private static final TokenFilter WITHOUT_VERSION = new TokenFilter() {
        @Override
        public @Nullable TokenFilter includeProperty(String name) {
            return name.equals(SchemaVersion.FIELD_NAME) ? null : INCLUDE_ALL;
        }

        @Override
        public boolean includeEmptyObject(boolean contentsFiltered) {
            return true;
        }
    };

    static StoredItem of(StoredItem item) {
        return new StoredItem(item.key(), item.schemaVersion(), new FieldsOnly(item.data()));
    }

    @Override
    public JsonParser parser() {
        return new FilteringParserDelegate(data.parser(), WITHOUT_VERSION, Inclusion.INCLUDE_ALL_AND_PATH, true);
    }
}
