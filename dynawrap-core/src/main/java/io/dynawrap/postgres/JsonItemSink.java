package io.dynawrap.postgres;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import io.dynawrap.spi.ItemData;
import io.dynawrap.spi.ItemSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Serialises an item with Jackson's own generator of JSON text. */
final class JsonItemSink implements ItemSink {

    /**
     * Most items are smaller. For a larger item the buffer grows once, because the generator writes it in one piece.
     */
    private static final int INITIAL_BYTES = 512;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    private final JsonGenerator generator;

    JsonItemSink() {
        try {
            generator = JsonItemData.JSON.createGenerator(bytes, JsonEncoding.UTF8);
        } catch (IOException e) {
            throw new UncheckedIOException("A generator in memory could not be created", e);
        }
    }

    @Override
    public JsonGenerator generator() {
        return generator;
    }

    @Override
    public ItemData finish() {
        try {
            generator.close();
        } catch (IOException e) {
            throw new UncheckedIOException("A generator in memory could not be closed", e);
        }
        return JsonItemData.of(bytes.toByteArray());
    }
}
