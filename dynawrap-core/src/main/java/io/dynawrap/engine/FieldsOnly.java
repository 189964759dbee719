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
 * The fields of an item without its schema version and without fields that have the names of the key attributes, so that
 * an item is the same on both databases. One database stores these beside the fields, the other among them.
 */
record FieldsOnly(ItemData data) implements ItemData {

    private static final TokenFilter FIELDS = new TokenFilter() {
        @Override
        public @Nullable TokenFilter includeProperty(String name) {
            return isBesides(name) ? null : INCLUDE_ALL;
        }

        @Override
        public boolean includeEmptyObject(boolean contentsFiltered) {
            return true;
        }
    };

    /** Reports whether a name is one of those that are stored beside the fields on one of the databases. */
    static boolean isBesides(String name) {
        return name.equals(SchemaVersion.FIELD_NAME) || name.equals("PK") || name.equals("SK");
    }

    static StoredItem of(StoredItem item) {
        return new StoredItem(item.key(), item.schemaVersion(), new FieldsOnly(item.data()));
    }

    @Override
    public JsonParser parser() {
        return new FilteringParserDelegate(data.parser(), FIELDS, Inclusion.INCLUDE_ALL_AND_PATH, true);
    }
}
