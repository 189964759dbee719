package io.dynawrap.postgres;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.dynawrap.spi.ItemData;
import io.dynawrap.spi.ItemSink;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Serialises an item with Jackson's own generator of JSON text, into its own buffers, as an {@code ObjectWriter} does. */
final class JsonItemSink implements ItemSink {

    private final BufferRecycler buffers = JsonItemData.JSON._getBufferRecycler();
    private final ByteArrayBuilder bytes = new ByteArrayBuilder(buffers);
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
        byte[] json = bytes.getClearAndRelease();
        buffers.releaseToPool();
        return JsonItemData.of(json);
    }
}
