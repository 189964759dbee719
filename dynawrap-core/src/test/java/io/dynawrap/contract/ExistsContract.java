package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.KeyValues;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.DelegatingBackend;
import io.dynawrap.spi.GetRequest;
import io.dynawrap.spi.GetResult;
import io.dynawrap.spi.StoredItem;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code exists} reports, and what it reads for that. */
abstract class ExistsContract extends Contract {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant NOON = Instant.parse("2001-02-03T12:00:00Z");
    private static final String LARGE = "x".repeat(300_000);

    /** TTL is a reserved word of DynamoDB's expressions. */
    @DbItem(pk = "USER#{owner}", sk = "SESSION#{id}")
    record Session(
            String owner,
            String id,
            @ExpiresAt @JsonProperty("ttl") @Nullable Instant end,
            @Nullable String text) {}

    private final List<GetRequest> requests = new ArrayList<>();
    private final List<@Nullable StoredItem> answers = new ArrayList<>();

    @BeforeEach
    void recordReads() {
        DelegatingBackend recording = new DelegatingBackend(database.backend()) {
            @Override
            public GetResult get(GetRequest request) {
                GetResult result = super.get(request);
                requests.add(request);
                answers.add(result.item());
                return result;
            }
        };
        store = DefaultItemStore.builder(recording).clock(() -> NOON).build().table(table);
    }

    private KeyValues id(String id) {
        return KeyValues.of("owner", owner, "id", id);
    }

    private static JsonNode json(@Nullable StoredItem item) throws IOException {
        try (JsonParser fields = item.data().parser()) {
            return JSON.readTree(fields);
        }
    }

    @Test
    void noFieldOfAnItemIsReadThatDoesNotExpire() throws IOException {
        store.save(new Story(owner, "1", "one", LARGE, null));

        assertThat(store.exists(Story.class, key("1"))).isTrue();
        assertThat(store.exists(Story.class, key("2"))).isFalse();

        assertThat(requests).extracting(GetRequest::fields).containsExactly(List.of(), List.of());
        assertThat(json(answers.get(0))).isEmpty();
        assertThat(answers.get(1)).isNull();
    }

    @Test
    void onlyTheExpiryIsReadOfAnItemThatExpires() throws IOException {
        store.save(new Session(owner, "1", NOON.plusSeconds(1), LARGE));
        store.save(new Session(owner, "2", NOON, LARGE));

        assertThat(store.exists(Session.class, id("1"))).isTrue();
        assertThat(store.exists(Session.class, id("2"))).isFalse();

        assertThat(requests).extracting(GetRequest::fields).containsExactly(List.of("ttl"), List.of("ttl"));
        assertThat(json(answers.get(0))).hasToString("{\"ttl\":981201601}");
        assertThat(json(answers.get(1))).hasToString("{\"ttl\":981201600}");
    }

    @Test
    void theReadIsAsConsistentAsThoseOfTheStore() {
        store.exists(Story.class, key("1"));
        store.consistentReads(false).exists(Story.class, key("1"));

        assertThat(requests).extracting(GetRequest::consistent).containsExactly(true, false);
    }

    @Test
    void anItemExistsWhateverItHolds() {
        Map<String, String> items = new LinkedHashMap<>();
        items.put("none", "{}");
        items.put("unreadable", "{\"owner\": {\"no\": \"text\"}, \"storyId\": [1]}");
        items.put("other", "{\"quite\": \"different\"}");
        items.put("key", "{\"owner\": \"another\", \"storyId\": \"another\"}");
        items.forEach((id, json) -> {
            database.putRaw(table, "USER#" + owner, "STORY#" + id, "other", json);
            assertThat(store.exists(Story.class, key(id))).as(json).isTrue();
        });
    }

    @Test
    void theStoredExpiryDecidesWhateverElseTheItemHolds() {
        Map<String, Boolean> fields = new LinkedHashMap<>();
        fields.put("\"text\": \"no expiry\"", true);
        fields.put("\"ttl\": 981201601", true);
        fields.put("\"ttl\": 981201600.5", true);
        fields.put("\"ttl\": 981201600", false);
        fields.put("\"ttl\": 981201599.5", false);
        fields.put("\"ttl\": -1", false);
        fields.put("\"ttl\": \"981201600\"", true);
        fields.put("\"ttl\": null", true);
        fields.put("\"ttl\": [1]", true);
        fields.put("\"ttl\": {\"ttl\": 1}", true);
        fields.put("\"text\": {\"ttl\": 1}", true);
        fields.put("\"text\": {\"no\": \"text\"}, \"ttl\": 1", false);
        int number = 0;
        for (Map.Entry<String, Boolean> field : fields.entrySet()) {
            String id = Integer.toString(number++);
            database.putRaw(table, "USER#" + owner, "SESSION#" + id, null, "{" + field.getKey() + "}");
            assertThat(store.exists(Session.class, id(id))).as(field.getKey()).isEqualTo(field.getValue());
        }
    }

    /** What the backend is asked for, whatever the names: words of expressions, paths, and marks of parameters. */
    @Test
    void aReadOfSomeFieldsReturnsNoOthers() throws IOException {
        database.putRaw(
                table,
                "USER#" + owner,
                "STORY#1",
                "v",
                "{\"size\": 1, \"a.b\": {\"c\": [null]}, \"'?\": \"q\", \"a\": {\"b\": 2}, \"0\": true, \"other\": \"o\"}");
        GetRequest whole = new GetRequest(table, new ItemKey("USER#" + owner, "STORY#1"), true, false);

        StoredItem item = database.backend()
                .get(whole.fields(List.of("size", "a.b", "'?", "0", "absent")))
                .item();

        assertThat(item.key()).isEqualTo(whole.key());
        JsonNode fields = json(item);
        assertThat(fields.path("absent").isMissingNode()
                        || fields.path("absent").isNull())
                .isTrue();
        assertThat(fields.get("size").intValue()).isEqualTo(1);
        assertThat(fields.get("a.b")).hasToString("{\"c\":[null]}");
        assertThat(fields.get("'?").textValue()).isEqualTo("q");
        assertThat(fields.get("0").booleanValue()).isTrue();
        assertThat(fields.fieldNames()).toIterable().isSubsetOf("size", "a.b", "'?", "0", "absent");
    }
}
