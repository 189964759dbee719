package io.dynawrap.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;

/** The token of a transaction as it is sent. The tables are part of it, so applications that share a database may use equal tokens. */
final class TransactionToken {

    /** What DynamoDB allows (API reference, "TransactWriteItems"). */
    private static final int LENGTH = 36;

    private TransactionToken() {}

    static String of(String token, List<PreparedWrite<?>> writes) {
        TreeSet<String> tables = new TreeSet<>();
        writes.forEach(write -> tables.add(write.write().operation().table()));
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            tables.forEach(table -> hash.update((table + '\n').getBytes(StandardCharsets.UTF_8)));
            byte[] digest = hash.digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(digest)
                    .substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
