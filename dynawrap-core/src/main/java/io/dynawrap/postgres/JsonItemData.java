package io.dynawrap.postgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.dynawrap.spi.ItemData;
import io.dynawrap.spi.StoredItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The fields of an item as UTF-8 encoded JSON, the form in which they travel to the database and back. */
final class JsonItemData implements ItemData {

    /** A field name can fill an item of 400 KB; Jackson's other limits are above those of an item. */
    private static final int MAX_NAME_LENGTH = 1 << 20;

    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(MAX_NAME_LENGTH)
                    .build())
            .build();

    private static final byte[] NO_FIELDS = "{}".getBytes(StandardCharsets.UTF_8);

    private final byte[] json;

    private JsonItemData(byte[] json) {
        this.json = json;
    }

    /** Wraps a document. A table that was created elsewhere may allow NULL, which is an item without fields. */
    static JsonItemData of(byte @Nullable [] json) {
        return new JsonItemData(json == null ? NO_FIELDS : json);
    }

    static byte[] bytesOf(StoredItem item) {
        return ((JsonItemData) item.data()).json;
    }

    /** Returns the hash of a document that was read, as {@code sha256} computes it on the server. */
    static byte[] hashOf(StoredItem item) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytesOf(item));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public JsonParser parser() {
        try {
            return JSON.createParser(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory could not be read", e);
        }
    }
}
