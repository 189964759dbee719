package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttributeValueRoundTripTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String[] NAMES = {"a", "PK", "SK", "schema_version", "é", "with space", "\ud83d\ude00", "#"};

    private final JsonMapper mapper = JsonMapper.builder().build();

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsWrittenIsReadBack(long seed) throws IOException {
        ObjectNode item = NODES.objectNode();
        Random random = new Random(seed);
        for (int i = 0; i < 6; i++) {
            item.set("field" + i, node(random, 4));
        }
        AttributeSink sink = new AttributeSink();
        mapper.writeTree(sink.generator(), item);
        JsonNode read = mapper.reader().readTree(sink.finish().parser());

        assertThat(read).isEqualTo(item);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void dataCanBeReadMoreThanOnce(long seed) throws IOException {
        ObjectNode item = NODES.objectNode();
        item.set("field", node(new Random(seed), 3));
        AttributeSink sink = new AttributeSink();
        mapper.writeTree(sink.generator(), item);
        var data = sink.finish();
        mapper.reader().readTree(data.parser());

        assertThat((JsonNode) mapper.reader().readTree(data.parser())).isEqualTo(item);
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static JsonNode node(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 7 : 9);
        return switch (kind) {
            case 0 -> NODES.textNode(text(random));
            case 1 -> NODES.numberNode(random.nextInt());
            case 2 -> NODES.numberNode((1L + Math.abs((long) random.nextInt())) << 32);
            case 3 -> NODES.numberNode(BigInteger.ONE.shiftLeft(64 + random.nextInt(40)));
            case 4 -> NODES.numberNode(new BigDecimal(BigInteger.valueOf(random.nextInt() * 10L + 1), 3));
            case 5 -> NODES.booleanNode(random.nextBoolean());
            case 6 -> NODES.nullNode();
            case 7 -> array(random, depth);
            default -> object(random, depth);
        };
    }

    private static ArrayNode array(Random random, int depth) {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(node(random, depth - 1));
        }
        return array;
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.set(NAMES[random.nextInt(NAMES.length)], node(random, depth - 1));
        }
        return object;
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 1, 0xD800)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
