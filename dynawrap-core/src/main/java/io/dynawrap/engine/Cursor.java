package io.dynawrap.engine;

import io.dynawrap.InvalidCursorException;
import io.dynawrap.mapping.ItemKey;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.KeyRange;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Turns the key after which a page begins into URL-safe text, and back. The text holds a version, a fingerprint of the
 * query it belongs to, and the key. The fingerprint tells mistakes; it is no secret. What a forged text can reach is
 * bounded by the range of the query it is used with, in which its key must lie.
 */
final class Cursor {

    private static final byte VERSION = 1;
    private static final int FINGERPRINT_BYTES = 12;
    private static final int HEADER_BYTES = 1 + FINGERPRINT_BYTES;

    private final ItemType<?> type;
    private final KeyRange range;
    private final byte[] fingerprint;

    Cursor(String table, ItemType<?> type, KeyRange range, RangeQuery.Settings settings) {
        this.type = type;
        this.range = range;
        this.fingerprint = fingerprint(
                table,
                type.model().getName(),
                range.partition().text(),
                Boolean.toString(range.partition().exact()),
                range.sort().text(),
                Boolean.toString(range.sort().exact()),
                Boolean.toString(settings.scan()),
                Boolean.toString(settings.reverse()));
    }

    private static byte[] fingerprint(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                digest.update(bytes);
            }
            return Arrays.copyOf(digest.digest(), FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    String after(ItemKey key) {
        byte[] partition = key.partitionKey().getBytes(StandardCharsets.UTF_8);
        byte[] sort = key.sortKey().getBytes(StandardCharsets.UTF_8);
        byte[] cursor = ByteBuffer.allocate(HEADER_BYTES + Short.BYTES + partition.length + sort.length)
                .put(VERSION)
                .put(fingerprint)
                .putShort((short) partition.length)
                .put(partition)
                .put(sort)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    ItemKey position(String text) {
        ByteBuffer cursor = ByteBuffer.wrap(decoded(text));
        if (cursor.get() != VERSION) {
            throw new InvalidCursorException("The cursor is of another version. Begin with the first page.");
        }
        byte[] made = new byte[FINGERPRINT_BYTES];
        cursor.get(made);
        if (!Arrays.equals(made, fingerprint)) {
            throw new InvalidCursorException("The cursor is of another query: other table, model, key values or"
                    + " direction. Use it with the query that made it, or begin with the first page.");
        }
        int partitionBytes = Short.toUnsignedInt(cursor.getShort());
        if (partitionBytes > cursor.remaining()) {
            throw malformed();
        }
        String partition = utf8(cursor.slice(cursor.position(), partitionBytes));
        cursor.position(cursor.position() + partitionBytes);
        ItemKey key = new ItemKey(partition, utf8(cursor));
        if (!range.contains(key) || !type.matches(key)) {
            throw malformed();
        }
        return key;
    }

    private static byte[] decoded(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            boolean canonical = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(bytes)
                    .equals(text);
            if (!canonical || bytes.length <= HEADER_BYTES + Short.BYTES) {
                throw malformed();
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw malformed();
        }
    }

    private static InvalidCursorException malformed() {
        return new InvalidCursorException("The text is no cursor. Give the nextCursor of a page, unchanged.");
    }
}
