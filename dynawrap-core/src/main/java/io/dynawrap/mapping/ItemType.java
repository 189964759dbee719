package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.dynawrap.KeyValues;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stub.
 * @param <T> the model
 */
public final class ItemType<T> {
    private ItemType() {}

    /** Stub.
     * @param model the class
     * @param <T> the model
     * @return type
     */
    public static <T> ItemType<T> of(Class<T> model) {
        throw new UnsupportedOperationException();
    }

    /** Stub.
     * @return model */
    public Class<T> model() {
        throw new UnsupportedOperationException();
    }

    /** The simple name, for messages.
     * @return name */
    public String name() {
        throw new UnsupportedOperationException();
    }

    /** The logical table the model names.
     * @return table */
    public Optional<String> table() {
        throw new UnsupportedOperationException();
    }

    /** Parses.
     * @param key the key
     * @return typed values, empty if the key is not of this model */
    public Optional<KeyValues> parse(ItemKey key) {
        throw new UnsupportedOperationException();
    }

    /** Whether the key is of this model.
     * @param key the key
     * @return whether */
    public boolean matches(ItemKey key) {
        throw new UnsupportedOperationException();
    }

    /** Key of an item.
     * @param item item
     * @return key */
    public ItemKey key(T item) {
        throw new UnsupportedOperationException();
    }

    /** Schema version.
     * @return version */
    public String schemaVersion() {
        throw new UnsupportedOperationException();
    }

    /** Writes the fields to a backend's sink, checking every limit.
     * @param item item
     * @param key its key
     * @param sink generator */
    public void write(T item, ItemKey key, JsonGenerator sink) {
        throw new UnsupportedOperationException();
    }

    /** Reads an item; throws UnreadableItemException.
     * @param key its key
     * @param schemaVersion stored version
     * @param data fields
     * @return item */
    public T read(ItemKey key, @Nullable String schemaVersion, JsonParser data) {
        throw new UnsupportedOperationException();
    }
}
