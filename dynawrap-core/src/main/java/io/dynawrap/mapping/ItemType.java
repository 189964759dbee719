package io.dynawrap.mapping;

import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyPattern;
import io.dynawrap.key.ModelKeys;
import java.util.Map;
import java.util.Optional;

/**
 * Describes one model: its key patterns, its table and its schema version. Builds the keys of its items, and converts items to
 * maps and back, without a store. Immutable.
 *
 * @param <T> the model
 */
public final class ItemType<T> {

    /**
     * What {@link #of} returns, without Spring and without a store. Each class holds its own type, with a codec that has seen
     * no other class: a shared one would hold every class, and the class loader of each application that was stopped.
     */
    private static final ClassValue<ItemType<?>> TYPES = new ClassValue<>() {
        @Override
        protected ItemType<?> computeValue(Class<?> model) {
            return ItemCodec.create().type(model);
        }
    };

    private final Class<T> model;
    private final ModelKeys keys;
    private final ItemMapping<T> mapping;
    private final ModelFields fields;
    private final UpdateFields updateFields;
    private final Optional<String> table;
    private final Optional<Class<?>> viewOf;
    private final Optional<String> versionField;
    private final Optional<String> expiresAt;

    ItemType(
            Class<T> model,
            DbItem item,
            ModelKeys keys,
            ItemMapping<T> mapping,
            ModelFields fields,
            UpdateFields updateFields,
            Optional<String> versionField,
            Optional<String> expiresAt) {
        this.model = model;
        this.keys = keys;
        this.mapping = mapping;
        this.fields = fields;
        this.updateFields = updateFields;
        this.versionField = versionField;
        this.expiresAt = expiresAt;
        // reading an annotation uses reflection, and every call needs these values
        this.table = Optional.of(item.table()).filter(name -> !name.isEmpty());
        Class<?> viewed = item.viewOf();
        this.viewOf = viewed == void.class ? Optional.empty() : Optional.of(viewed);
    }

    /**
     * Returns the type of a model, examined with the default codec.
     *
     * @param model the class
     * @param <T> the model
     * @return its type
     * @throws InvalidModelException if the class cannot be a model
     */
    public static <T> ItemType<T> of(Class<T> model) {
        @SuppressWarnings("unchecked")
        ItemType<T> type = (ItemType<T>) TYPES.get(model);
        return type;
    }

    /**
     * Returns the model's class.
     *
     * @return the class
     */
    public Class<T> model() {
        return model;
    }

    /**
     * Returns the model's name as messages show it.
     *
     * @return the simple name of its class
     */
    public String name() {
        return model.getSimpleName();
    }

    /**
     * Returns the logical name of the model's table, {@link DbItem#table}.
     *
     * @return the name, or empty if each call names a table
     */
    public Optional<String> table() {
        return table;
    }

    /**
     * Returns the model's key patterns with the types of their fields.
     *
     * @return the keys
     */
    public ModelKeys keys() {
        return keys;
    }

    /**
     * Returns the pattern of the partition key.
     *
     * @return the pattern
     */
    public KeyPattern partitionKey() {
        return keys.partitionKey();
    }

    /**
     * Returns the pattern of the sort key.
     *
     * @return the pattern
     */
    public KeyPattern sortKey() {
        return keys.sortKey();
    }

    /**
     * Returns the model whose items this one only reads, {@link DbItem#viewOf}.
     *
     * @return the model that owns the items, or empty if this model does
     */
    public Optional<Class<?>> viewOf() {
        return viewOf;
    }

    /**
     * Returns the serialised name of the field with {@link ExpiresAt}, for a view that of its model.
     *
     * @return the name, or empty if the items of the model never expire
     */
    public Optional<String> expiresAt() {
        return expiresAt;
    }

    /**
     * Returns the schema version that is stored with each item.
     *
     * @return the version
     */
    public String schemaVersion() {
        return mapping.schemaVersion();
    }

    /**
     * Returns the field with {@link ItemVersion}; that of a view is the one of the model it views.
     *
     * @return the serialised name, or empty if the model has no version
     */
    public Optional<String> versionField() {
        return versionField;
    }

    /**
     * Returns the version that an item holds.
     *
     * @param item the item
     * @return the version; 0 if the item holds no version, or the model has no version
     * @throws InvalidItemException if it is negative
     */
    public long version(T item) {
        return mapping.version(item);
    }

    /**
     * Returns the version that a save of an item stores.
     *
     * @param item the item
     * @return the next version; 0 if the model has no version
     * @throws InvalidItemException if the type of the field has no larger number
     */
    public long nextVersion(T item) {
        return mapping.nextVersion(item);
    }

    /**
     * Returns the largest version that the model can hold.
     *
     * @return the largest number of the type of its field; 0 if the model has no version
     */
    public long largestVersion() {
        return mapping.largestVersion();
    }

    /**
     * Builds the key of an item.
     *
     * @param item the item
     * @return its full key
     * @throws InvalidKeyException if a key part is missing, empty, too long or invalid in a key
     */
    public ItemKey key(T item) {
        return keys.key(field -> mapping.keyValue(item, field));
    }

    /**
     * Builds a key.
     *
     * @param values a value for every placeholder of both patterns, and nothing else
     * @return the full key
     * @throws InvalidKeyException if a value is missing, unknown, empty, too long or invalid in a key
     */
    public ItemKey key(KeyValues values) {
        return keys.key(values);
    }

    /**
     * Builds a key with a partial sort key: its text up to the first placeholder without a value, including the literal
     * before that placeholder.
     *
     * @param values a value for every placeholder of the partition key, and for a leading run of the sort key's
     * @return the partition key and the prefix of the sort key
     * @throws InvalidKeyException if a value is missing, unknown, follows a gap, or is invalid in a key
     */
    public ItemKey partialKey(KeyValues values) {
        var range = keys.queryRange(values);
        return new ItemKey(range.partition().text(), range.sort().text());
    }

    /**
     * Reports whether a key is the key of an item of this model.
     *
     * @param partitionKey the partition key
     * @param sortKey the sort key
     * @return whether both fit the patterns, hold values of the fields' types and are within the limits of the length
     */
    public boolean matches(String partitionKey, String sortKey) {
        return matches(new ItemKey(partitionKey, sortKey));
    }

    /**
     * Reports whether a key is the key of an item of this model.
     *
     * @param key the key
     * @return whether it fits the patterns, holds values of the fields' types and is within the limits of the length
     */
    public boolean matches(ItemKey key) {
        return keys.matches(key);
    }

    /**
     * Parses a key; the exact inverse of {@link #key(KeyValues)}.
     *
     * @param key the key
     * @return the values it was built from, of the fields' types, or empty if it is not a key of this model
     */
    public Optional<KeyValues> parse(ItemKey key) {
        return keys.parse(key);
    }

    /**
     * Converts an item to plain Java values, the fields as they are stored.
     *
     * @param item the item
     * @return the fields by serialised name
     * @throws InvalidItemException if the item exceeds a limit or has a value that cannot be stored
     */
    public Map<String, Object> toMap(T item) {
        return mapping.toMap(item);
    }

    /**
     * Converts fields to an item, the inverse of {@link #toMap}.
     *
     * @param map the fields by serialised name
     * @return the item
     * @throws UnreadableItemException if the fields cannot be read as the model
     */
    public T fromMap(Map<String, ?> map) {
        return mapping.fromMap(map);
    }

    /**
     * Returns the fields of the model for conditions. For the engine.
     *
     * @return the fields
     */
    public ModelFields fields() {
        return fields;
    }

    /**
     * Returns the fields of the model for updates. For the engine.
     *
     * @return the fields
     */
    public UpdateFields updateFields() {
        return updateFields;
    }

    ItemMapping<T> mapping() {
        return mapping;
    }

    @Override
    public String toString() {
        return name() + "[" + partitionKey() + ", " + sortKey() + "]";
    }
}
