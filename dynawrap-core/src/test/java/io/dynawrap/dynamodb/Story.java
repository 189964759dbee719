package io.dynawrap.dynamodb;

import io.dynawrap.DbItem;
import io.dynawrap.SchemaVersion;
import java.math.BigDecimal;
import java.util.List;

/** A model with a value of every kind that DynamoDB has. */
@DbItem(pk = "USER#{owner}", sk = "STORY#{id}", table = "stories")
record Story(
        String owner,
        String id,
        String title,
        BigDecimal rating,
        boolean draft,
        List<String> tags,
        byte[] cover,
        @SchemaVersion String schemaVersion) {

    static Story of(String owner, String id, String title) {
        return new Story(owner, id, title, new BigDecimal("4.50"), true, List.of("a", "b"), new byte[] {1, -1}, null);
    }
}
