package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynawrap.DbItem;
import io.dynawrap.InvalidItemException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.ItemSink;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.TableSpec;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** The largest item that is accepted here is the largest that the server accepts. */
@ExtendWith(LocalDynamoDb.class)
class ItemSizeOnServerTest {

    private static final String TABLE = LocalDynamoDb.newTableName();
    private static final ItemCodec CODEC = ItemCodec.create();
    private static final ItemType<Sized> TYPE = CODEC.type(Sized.class);

    @DbItem(pk = "SIZE#{id}", sk = "SIZE")
    record Sized(String id, Object value, String filler) {}

    @BeforeAll
    static void createTable() {
        new DynamoDbBackend(LocalDynamoDb.client()).createTable(new TableSpec(TABLE));
    }

    static Stream<Named<Object>> values() {
        return Stream.of(
                Named.of("ASCII", "x".repeat(1000)),
                Named.of("characters of many bytes", "é€😀".repeat(1000)),
                Named.of("bytes", new byte[100_001]),
                Named.of("booleans", Collections.nCopies(1000, true)),
                Named.of("nulls", Collections.nCopies(1000, null)),
                Named.of("empty containers", Collections.nCopies(1000, Map.of())),
                Named.of("integers", IntStream.range(-1000, 1000).boxed().toList()),
                Named.of(
                        "decimals",
                        IntStream.range(-1000, 1000)
                                .mapToObj(n -> BigDecimal.valueOf(n * 9973L, n % 7))
                                .toList()),
                Named.of(
                        "numbers of 38 digits",
                        IntStream.range(0, 150)
                                .mapToObj(
                                        n -> new BigDecimal("12345678901234567890123456789012345678E" + (n / 2 - 100)))
                                .toList()),
                Named.of("a map", Map.of("é", "value", "n", List.of("a", "b"), "m", Map.of("k", "v"))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void theLargestItemIsStoredAndOneByteMoreIsRefusedByTheServerToo(Object value) {
        int filler = largestFiller(value);

        Map<String, AttributeValue> largest = attributes(new Sized("1", value, "f".repeat(filler)));

        LocalDynamoDb.client().putItem(request -> request.tableName(TABLE).item(largest));
        Map<String, AttributeValue> larger = new HashMap<>(largest);
        larger.put("filler", AttributeValue.fromS("f".repeat(filler + 1)));
        assertThatExceptionOfType(DynamoDbException.class)
                .isThrownBy(() -> LocalDynamoDb.client()
                        .putItem(request -> request.tableName(TABLE).item(larger)))
                .withMessageContaining("size");
    }

    /** How long a text beside the value may be. */
    private static int largestFiller(Object value) {
        int fits = 0;
        int tooLong = 410_000;
        while (tooLong - fits > 1) {
            int middle = (fits + tooLong) / 2;
            try {
                attributes(new Sized("1", value, "f".repeat(middle)));
                fits = middle;
            } catch (InvalidItemException e) {
                tooLong = middle;
            }
        }
        return fits;
    }

    private static Map<String, AttributeValue> attributes(Sized item) {
        ItemKey key = TYPE.key(item);
        ItemSink sink = new AttributeSink();
        CODEC.encode(TYPE, item, key, sink.generator());
        return StoredItems.toAttributes(new StoredItem(key, TYPE.schemaVersion(), sink.finish()));
    }
}
