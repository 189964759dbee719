package io.dynawrap.mapping;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** Computes the schema version of a model: a hash, the same as that of the Python edition. */
final class SchemaHash {

    /** The order in which Python sorts strings, which differs from Java's order above U+FFFF. */
    private static final Comparator<String> BY_CODE_POINT =
            (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    private SchemaHash() {}

    static String of(Collection<String> fields, String partitionKey, String sortKey) throws NoSuchAlgorithmException {
        String names =
                fields.stream().sorted(BY_CODE_POINT).map(SchemaHash::quote).collect(Collectors.joining(", "));
        String json = "{\"fields\": [" + names + "], \"pk_pattern\": " + quote(partitionKey) + ", \"sk_pattern\": "
                + quote(sortKey) + "}";
        byte[] hash = MessageDigest.getInstance("MD5").digest(json.getBytes(StandardCharsets.US_ASCII));
        return String.format(Locale.ROOT, "%032x", new BigInteger(1, hash));
    }

    /** Returns a JSON string as Python's {@code json.dumps} writes it: everything except printable ASCII is escaped. */
    private static String quote(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                default -> {
                    if (c < ' ' || c > '~') {
                        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.append('"').toString();
    }
}
