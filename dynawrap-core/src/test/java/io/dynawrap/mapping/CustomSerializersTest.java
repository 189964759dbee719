package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.dynawrap.DbItem;
import io.dynawrap.SchemaVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Serializers and deserializers of applications, and what they may use. */
class CustomSerializersTest {

    @JsonSerialize(using = MoneyWriter.class)
    @JsonDeserialize(using = MoneyReader.class)
    record Money(BigDecimal amount, String currency) {}

    static final class MoneyWriter extends JsonSerializer<Money> {
        @Override
        public void serialize(Money money, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeStartArray();
            generator.writePOJO(money.amount());
            generator.writePOJO(Map.of("currency", money.currency()));
            generator.writeEndArray();
        }
    }

    static final class MoneyReader extends JsonDeserializer<Money> {
        @Override
        public Money deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode node = parser.getCodec().readTree(parser);
            return new Money(
                    node.get(0).decimalValue(), node.get(1).get("currency").asText());
        }
    }

    @DbItem(pk = "V", sk = "V")
    record Price(String id, Money money, JsonNode tree) {}

    @Test
    void serializersOfTheApplicationMayUseTheMapper() {
        JsonNode tree = new ObjectMapper().createObjectNode().put("a", 1).putNull("b");
        Price price = new Price("1", new Money(new BigDecimal("1.5"), "CHF"), tree);

        assertThat(PlainJson.write(price))
                .isEqualTo("{\"id\":\"1\",\"money\":[1.5,{\"currency\":\"CHF\"}],\"tree\":{\"a\":1,\"b\":null}}");
        assertThat(PlainJson.roundTrip(price)).isEqualTo(price);
    }

    @Test
    void nullsInATreeAreKeptWhateverTheMapperWrites() {
        ItemType<Price> type = ItemCodec.of(JsonMapper.builder()
                        .disable(JsonNodeFeature.WRITE_NULL_PROPERTIES)
                        .build())
                .type(Price.class);
        JsonNode tree = new ObjectMapper().createObjectNode().putNull("b");

        assertThat(PlainJson.write(type, new Price("1", null, tree))).isEqualTo("{\"id\":\"1\",\"tree\":{\"b\":null}}");
    }

    @DbItem(pk = "V", sk = "V")
    record Numbers(long whole, Long boxed, int small, double fraction, boolean flag) {}

    /** Browsers round large numbers, so that applications write them as texts, of primitive types too. */
    @Test
    void primitivesThatTheApplicationWritesAsTextAreRead() {
        SimpleModule texts = new SimpleModule();
        for (Class<?> number :
                List.of(long.class, Long.class, int.class, Integer.class, double.class, boolean.class, Boolean.class)) {
            texts.addSerializer(number, ToStringSerializer.instance);
        }
        ItemType<Numbers> type =
                ItemCodec.of(JsonMapper.builder().addModule(texts).build()).type(Numbers.class);
        Numbers numbers = new Numbers(Long.MAX_VALUE, 5L, -1, 0.5, true);

        String json = PlainJson.write(type, numbers);
        assertThat(json)
                .isEqualTo("{\"whole\":\"9223372036854775807\",\"boxed\":\"5\",\"small\":\"-1\","
                        + "\"fraction\":\"0.5\",\"flag\":\"true\"}");
        assertThat(PlainJson.read(type, null, json)).isEqualTo(numbers);
        assertThat(PlainJson.read(type, null, "{\"whole\":7,\"boxed\":5,\"small\":-1,\"fraction\":0.5,\"flag\":true}"))
                .isEqualTo(new Numbers(7, 5L, -1, 0.5, true));
    }

    @JsonSerialize(using = ParentWriter.class)
    record Child(String name) {}

    static final class ParentWriter extends JsonSerializer<Child> {
        @Override
        public void serialize(Child child, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(generator.currentValue().getClass().getSimpleName());
        }
    }

    @DbItem(pk = "V", sk = "V")
    record Parent(Child child) {}

    @Test
    void serializersOfTheApplicationSeeTheObjectTheyWriteIn() {
        assertThat(PlainJson.write(new Parent(new Child("a")))).isEqualTo("{\"child\":\"Parent\"}");
    }

    @JsonDeserialize(using = ValueWalker.class)
    record Walked(int tokens) {}

    /** Walks an object value by value, as hand-written deserializers do. */
    static final class ValueWalker extends JsonDeserializer<Walked> {
        @Override
        public Walked deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            int tokens = 1;
            for (int depth = 1; depth > 0; tokens++) {
                parser.nextValue();
                depth += parser.currentToken().isStructStart()
                        ? 1
                        : parser.currentToken().isStructEnd() ? -1 : 0;
            }
            return new Walked(tokens);
        }
    }

    @DbItem(pk = "V", sk = "V", schemaVersion = "v2")
    record Walk(
            Walked walked,
            Map<String, String> map,
            @SchemaVersion String version) {}

    @Test
    void deserializersOfTheApplicationMayWalkByValues() {
        String json = "{\"walked\":{\"a\":{\"b\":[1]},\"schema_version\":1},\"map\":{\"schema_version\":\"x\"}}";

        assertThat(PlainJson.read(ItemType.of(Walk.class), "v1", json))
                .isEqualTo(new Walk(new Walked(8), Map.of("schema_version", "x"), "v1"));
    }
}
