package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.dynawrap.key.ItemKey;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The simplest sink and source that a backend can have: JSON text, with a factory that knows no mapper. */
final class PlainJson {

    private static final JsonFactory FACTORY = ItemCodec.JSON;
    private static final ItemKey KEY = new ItemKey("P", "S");

    private PlainJson() {}

    static <T> String write(ItemType<T> type, T item) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            type.mapping().write(item, KEY, ItemMapping.OWN_VERSION, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static <T> String write(T item) {
        return write(typeOf(item), item);
    }

    static <T> T read(ItemType<T> type, @Nullable String schemaVersion, String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return type.mapping().read(null, schemaVersion, parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T read(Class<T> model, String json) {
        return read(ItemType.of(model), null, json);
    }

    /** The item as it comes back, and once more through toMap and fromMap. */
    static <T> T roundTrip(T item) {
        ItemType<T> type = typeOf(item);
        T mapped = type.fromMap(type.toMap(item));
        return read(type, type.schemaVersion(), write(type, mapped));
    }

    @SuppressWarnings("unchecked")
    static <T> ItemType<T> typeOf(T item) {
        return (ItemType<T>) ItemType.of(item.getClass());
    }
}
