package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.impl.LaissezFaireSubTypeValidator;
import io.dynawrap.DbItem;
import io.dynawrap.UnreadableItemException;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Values that tell their type, and types that stored data may never name. */
class PolymorphicTypesTest {

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Circle.class, name = "circle"),
        @JsonSubTypes.Type(value = Square.class, name = "square")
    })
    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(BigDecimal side) implements Shape {}

    @DbItem(pk = "V", sk = "V")
    record Drawing(Shape first, List<Shape> others) {}

    @Test
    void sealedTypesWithNamesComeBackAsWhatTheyWere() {
        Drawing drawing = new Drawing(new Circle(1.5), List.of(new Square(BigDecimal.ONE), new Circle(2)));

        assertThat(PlainJson.write(drawing)).startsWith("{\"first\":{\"@type\":\"circle\",\"radius\":1.5}");
        assertThat(PlainJson.roundTrip(drawing)).isEqualTo(drawing);
    }

    private static final AtomicInteger MADE = new AtomicInteger();

    public static class Gadget {
        public Gadget() {
            MADE.incrementAndGet();
        }
    }

    @DbItem(pk = "V", sk = "V")
    record Trusting(
            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object value) {}

    @DbItem(pk = "V", sk = "V")
    record TrustingToo(
            @JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
            Object value) {}

    @Test
    void classNamedInTheDataIsNeverMade() {
        ItemCodec trusting = ItemCodec.of(JsonMapper.builder()
                .polymorphicTypeValidator(LaissezFaireSubTypeValidator.instance)
                .build());
        String gadget = Gadget.class.getName();
        for (String json :
                List.of("{\"value\":{\"@class\":\"" + gadget + "\"}}", "{\"value\":{\"@c\":\"" + gadget + "\"}}")) {
            assertThatExceptionOfType(UnreadableItemException.class)
                    .isThrownBy(() -> PlainJson.read(trusting.type(Trusting.class), null, json));
            assertThatExceptionOfType(UnreadableItemException.class)
                    .isThrownBy(() -> PlainJson.read(trusting.type(TrustingToo.class), null, json));
        }
        assertThat(MADE).hasValue(0);
    }

    @Test
    void mapperWithDefaultTypingIsRefused() {
        ObjectMapper typing = new ObjectMapper()
                .activateDefaultTyping(LaissezFaireSubTypeValidator.instance, ObjectMapper.DefaultTyping.NON_FINAL);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ItemCodec.of(typing))
                .withMessageContaining("default typing");
    }
}
