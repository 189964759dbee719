package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidItemException;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.engine.DefaultItemStore;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Names up to the limit of AWS, which DynamoDB Local does not reach: it fails from 50,001 characters on. A stub
 * takes its place, so that the SDK's writer and reader are what is tested.
 */
@ExtendWith(LocalDynamoDb.class)
class LongNamesTest {

    @DbItem(pk = "{pk}", sk = "{sk}", table = "names")
    record Named(String pk, String sk, Map<String, String> values) {}

    private final FaultyHttp http = new FaultyHttp();
    private final AtomicReference<JsonNode> stored = new AtomicReference<>();
    private final ItemStore store = new DefaultItemStore(new DynamoDbBackend(http.client()));

    LongNamesTest() {
        http.fault("PutItem", attempt -> {
            stored.set(attempt.body().get("Item"));
            return FaultyHttp.answer(200, "{}");
        });
        http.fault("GetItem", attempt -> FaultyHttp.answer(200, answer("Item", stored.get())));
        http.fault(
                "Query",
                attempt -> FaultyHttp.answer(
                        200,
                        answer("Items", JsonNodeFactory.instance.arrayNode().add(stored.get()))));
    }

    private static String answer(String name, JsonNode content) {
        return JsonNodeFactory.instance.objectNode().set(name, content).toString();
    }

    @ParameterizedTest
    @CsvSource({"n, 49999", "n, 50000", "n, 50001", "n, 65534", "n, 65535", "€, 21845"})
    void aNameOfUpTo65535BytesIsSentAndReadBack(String character, int length) {
        Named item = new Named("p", "s", Map.of(character.repeat(length), "v"));

        store.save(item);

        assertThat(store.get(Named.class, KeyValues.of("pk", "p", "sk", "s"))).contains(item);
        assertThat(store.query(Named.class, KeyValues.of("pk", "p")).list()).containsExactly(item);
    }

    @Test
    void aLongerNameIsNotSent() {
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> store.save(new Named("p", "s", Map.of("n".repeat(65_536), "v"))));
        assertThat(stored).hasNullValue();
    }
}
