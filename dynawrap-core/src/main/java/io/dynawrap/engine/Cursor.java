package io.dynawrap.engine;

import io.dynawrap.InvalidCursorException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyRange;
import io.dynawrap.spi.Backend;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Turns the key after which a page starts into URL-safe text, and back. The text holds a version, a fingerprint of the
 * query that it belongs to, and the key. The fingerprint detects mistakes; it is not a secret. A forged text reaches
 * only keys in the range of the query with which it is used.
 */
final class Cursor {

    private static final byte VERSION = 1;
    private static final int FINGERPRINT_BYTES = 12;
    private static final int HEADER_BYTES = 1 + FINGERPRINT_BYTES;

    private final QueryTarget<?> target;
    private final byte[] fingerprint;

    Cursor(QueryTarget<?> target, String table, boolean scan, boolean reverse) {
        this.target = target;
        KeyRange range = target.range();
        this.fingerprint = fingerprint(
                table,
                target.id(),
                range.partition().text(),
                Boolean.toString(range.partition().exact()),
                range.sort().text(),
                Boolean.toString(range.sort().exact()),
                Boolean.toString(scan),
                Boolean.toString(reverse));
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

    /**
     * Returns the key after which the page starts.
     *
     * @throws InvalidCursorException if the text is not a cursor of this query, or has a key that no item can have
     */
    ItemKey position(String text, Backend backend) {
        ByteBuffer cursor = ByteBuffer.wrap(decoded(text));
        if (cursor.get() != VERSION) {
            throw new InvalidCursorException("Invalid cursor: it has another version. Start with the first page.");
        }
        byte[] found = new byte[FINGERPRINT_BYTES];
        cursor.get(found);
        if (!Arrays.equals(found, fingerprint)) {
            throw new InvalidCursorException("Invalid cursor: it belongs to another query, with another table, model,"
                    + " key values or direction. Pass it to the query that created it, or start with the first page.");
        }
        int partitionBytes = Short.toUnsignedInt(cursor.getShort());
        if (partitionBytes > cursor.remaining()) {
            throw malformed();
        }
        String partition = utf8(cursor.slice(cursor.position(), partitionBytes));
        cursor.position(cursor.position() + partitionBytes);
        ItemKey key = new ItemKey(partition, utf8(cursor));
        boolean isFound = target.includesItemsWithoutModel() ? backend.allowsKey(key) : target.typeOf(key) != null;
        if (!target.range().contains(key) || !isFound) {
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
        return new InvalidCursorException("Invalid cursor: the text is malformed. Pass Page.nextCursor() unchanged.");
    }
}
