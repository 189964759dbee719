package io.dynawrap.engine;

import com.fasterxml.jackson.core.JsonPointer;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.ItemSink;
import io.dynawrap.spi.StoredItem;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Converts items to the form of a backend, and back. */
final class ItemCoding {

    private static final long FIRST_VERSION = 1;

    private final ItemCodec codec;
    private final Backend backend;
    private final boolean comparesAll;

    private final Map<Class<?>, ModelSet<?>> sets = new ConcurrentHashMap<>();

    /** The types of which an item came back unchanged. */
    private final Set<ItemType<?>> compared = ConcurrentHashMap.newKeySet();

    /**
     * Creates a coding.
     *
     * @param comparesAll whether every item is compared with what is read back of it, and not only the first of its class
     */
    ItemCoding(ItemCodec codec, Backend backend, boolean comparesAll) {
        this.codec = codec;
        this.backend = backend;
        this.comparesAll = comparesAll;
    }

    <T> ItemType<T> type(Class<T> model) {
        return codec.type(model);
    }

    /** Returns the models under a sealed interface. */
    <T> ModelSet<T> set(Class<T> model) {
        ModelSet<?> known = sets.get(model);
        if (known == null) {
            known = ModelSet.of(model, this::type);
            sets.put(model, known);
        }
        @SuppressWarnings("unchecked")
        ModelSet<T> set = (ModelSet<T>) known;
        return set;
    }

    /**
     * Checks an item completely and converts it to the backend's form.
     *
     * @param version the version to store in it, or 0 for the item's version
     */
    <T> StoredItem encode(ItemType<T> type, T item, long version) {
        checkOwns(type);
        ItemKey key = type.key(item);
        ItemSink sink = backend.newSink();
        int bytes = codec.encode(type, item, key, version, sink.generator());
        return new StoredItem(key, type.schemaVersion(), sink.finish(), bytes);
    }

    /** Checks an item that is to be created completely, and returns its fields as plain values. */
    <T> Map<String, @Nullable Object> fields(ItemType<T> type, T item) {
        long version = firstVersion(type);
        readBack(type, item, encode(type, item, version), version);
        return codec.fields(type, item, type.key(item), version);
    }

    /** Converts fields that are given as plain values to the backend's form, and checks that they can be read. */
    StoredItem encode(ItemType<?> type, ItemKey key, Map<String, @Nullable Object> fields) {
        ItemSink sink = backend.newSink();
        int bytes = codec.encode(type, fields, key, sink.generator());
        StoredItem stored = new StoredItem(key, type.schemaVersion(), sink.finish(), bytes);
        readBack(type, stored);
        return stored;
    }

    /**
     * Returns the fields that a model writes for a stored item, as plain values.
     *
     * @param fields the fields of the item, as plain values
     * @throws UnreadableItemException if they cannot be read
     * @throws InvalidItemException if what is written has more than 400 KB
     */
    <T> Map<String, @Nullable Object> written(
            ItemType<T> type, StoredItem stored, Map<String, @Nullable Object> fields) {
        T item = codec.decode(type, stored.key(), stored.schemaVersion(), codec.parser(fields));
        return codec.fields(type, item, stored.key(), 0);
    }

    /** Returns the version of an item that is created, or 0 if the model has no version. */
    static long firstVersion(ItemType<?> type) {
        return type.versionField().isPresent() ? FIRST_VERSION : 0;
    }

    /**
     * Returns the item as a get will return it. An item that could not be read back, or that would have another key then, is
     * rejected before it is written. So is an item with a value that changes, if it is compared; its version must become
     * the stored one.
     *
     * @param version the version stored in it, or 0 for the item's version
     */
    <T> T readBack(ItemType<T> type, T item, StoredItem stored, long version) {
        T readBack = readBack(type, stored);
        if (version != 0 && type.version(readBack) != version) {
            String field = type.versionField().orElseThrow();
            throw new InvalidItemException(
                    type.name() + ": the version in the field '" + field
                            + "' is not read as it is stored. Let Jackson read" + " the field, and keep its value.",
                    field,
                    null);
        }
        if (comparesAll || !compared.contains(type)) {
            T unchanged = version == 0 ? readBack : readBack(type, encode(type, item, 0));
            codec.checkUnchanged(type, item, unchanged);
            compared.add(type);
        }
        return readBack;
    }

    private <T> T readBack(ItemType<T> type, StoredItem stored) {
        try {
            return decode(type, stored);
        } catch (UnreadableItemException e) {
            throw unreadable(type, e);
        }
    }

    private static InvalidItemException unreadable(ItemType<?> type, UnreadableItemException e) {
        String path = e.path().orElse("");
        String field = path.isEmpty() ? null : JsonPointer.compile(path).getMatchingProperty();
        if (e.getCause() == null && field != null) {
            return new InvalidItemException(
                    type.name() + ": the field '" + field
                            + "' of the key changes when it is written and read back, so the"
                            + " item would be read with another key. Let Jackson read the field, and keep its value.",
                    field,
                    e);
        }
        return new InvalidItemException(
                type.name() + " can be written but not read back"
                        + (path.isEmpty()
                                ? ". Give Jackson a way to create it, such as a constructor with the names of its fields; the"
                                        + " cause says what it lacks."
                                : ", because of the value at '" + path
                                        + "'. Store a value that its type reads, or give Jackson a"
                                        + " way to read what it writes there; the cause says what is wrong."),
                field,
                e);
    }

    <T> T decode(ItemType<T> type, StoredItem stored) {
        return codec.decode(
                type, stored.key(), stored.schemaVersion(), stored.data().parser());
    }

    void checkOwns(ItemType<?> type) {
        type.viewOf().ifPresent(owner -> {
            throw new InvalidModelException(
                    type.name() + " is a read-only view. Save and delete its items as " + owner.getSimpleName() + ".");
        });
    }
}
