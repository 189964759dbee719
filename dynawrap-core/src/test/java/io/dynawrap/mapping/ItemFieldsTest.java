package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynawrap.DbItem;
import io.dynawrap.SchemaVersion;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.ModelKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemFieldsTest {

    private static final ItemKey KEY = new ItemKey("A#1", "B");

    @DbItem(pk = "A#{a}", sk = "B")
    record Shown(
            String a,
            @Nullable Map<String, Object> nested,
            @SchemaVersion @Nullable String version) {}

    @DbItem(pk = "A#{a}", sk = "B")
    record Hidden(String a, @Nullable Map<String, Object> nested) {}

    private static JsonParser json(String text) throws IOException {
        return new JsonFactory().createParser(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':'1','schema_version':'v7'}",
                "{'schema_version':'v7','a':'1'}",
                "{'schema_version':'other','a':'1'}",
                "{'a':'1','schema_version':'other'}",
                "{'schema_version':null,'a':'1'}",
                "{'schema_version':7,'a':'1'}",
                "{'schema_version':{'schema_version':{}},'a':'1'}",
                "{'a':'1','schema_version':[{},[]]}",
                "{'schema_version':'other','schema_version':'v7','a':'1'}",
                "{'a':'1'}",
            })
    void theVersionIsThatOfTheItemWhateverStandsAmongItsFields(String stored) throws IOException {
        String text = stored.replace('\'', '"');

        assertThat(ItemType.of(Shown.class).mapping().read(KEY, "v7", json(text)))
                .isEqualTo(new Shown("1", null, "v7"));
        assertThat(ItemType.of(Shown.class).mapping().read(KEY, null, json(text)))
                .isEqualTo(new Shown("1", null, null));
        assertThat(ItemType.of(Hidden.class).mapping().read(KEY, "v7", json(text)))
                .isEqualTo(new Hidden("1", null));
    }

    @Test
    void aFieldOfThatNameInsideAnotherIsAnOrdinaryOne() throws IOException {
        String text = "{\"nested\":{\"schema_version\":\"inner\"},\"a\":\"1\"}";
        Map<String, Object> nested = Map.of("schema_version", "inner");

        assertThat(ItemType.of(Shown.class).mapping().read(KEY, "v7", json(text)))
                .isEqualTo(new Shown("1", nested, "v7"));
        assertThat(ItemType.of(Hidden.class).mapping().read(KEY, "v7", json(text)))
                .isEqualTo(new Hidden("1", nested));
    }

    @Test
    void theVersionIsOneFieldAmongTheTokens() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ModelKeys keys = ModelKeys.of("Hidden", Hidden.class.getAnnotation(DbItem.class), Map.of("a", String.class));
        ItemFields fields = new ItemFields(
                "v7", true, null, new KeyFields(mapper, mapper.constructType(Hidden.class), keys, Map.of()));
        for (String stored : List.of(
                "{\"a\":1,\"schema_version\":\"v7\"}", "{\"a\":1,\"schema_version\":{\"b\":[]}}", "{\"a\":1}")) {
            assertThat(tokens(fields.parser(json(stored), "v7", null)))
                    .as(stored)
                    .containsExactly("{", "a", "a", "schema_version", "schema_version=v7", "}");
        }
        assertThat(tokens(fields.parser(json("{}"), "v7", null)))
                .containsExactly("{", "schema_version", "schema_version=v7", "}");
    }

    private static List<String> tokens(JsonParser parser) throws IOException {
        List<String> tokens = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            assertThat(parser.currentToken()).isEqualTo(token);
            String name = parser.currentName();
            tokens.add(
                    token == JsonToken.VALUE_STRING
                            ? name + "=" + parser.getText()
                            : name == null ? text(token) : name);
        }
        return tokens;
    }

    private static String text(JsonToken token) {
        return String.valueOf(token.asString());
    }
}
