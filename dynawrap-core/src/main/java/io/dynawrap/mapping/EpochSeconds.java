package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The stored form of the instant at which an item expires: a whole number of seconds since 1970-01-01T00:00:00Z. */
final class EpochSeconds {

    private static final int NANO_DIGITS = 9;

    private EpochSeconds() {}

    /** Reports whether a deserializer reads this form. */
    static boolean reads(@Nullable JsonDeserializer<?> deserializer) {
        return deserializer instanceof Reader;
    }

    /** Writes the second of an instant; its fraction is cut off. */
    static final class Writer extends StdScalarSerializer<Instant> {

        private static final long serialVersionUID = 1L;

        Writer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            generator.writeNumber(instant.getEpochSecond());
        }
    }

    /** Reads a number, of other writers also one with a fraction. A text is read as in any other field with an instant. */
    static final class Reader extends StdScalarDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        Reader() {
            super(Instant.class);
        }

        @Override
        public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.currentToken().isNumeric()) {
                return context.readValue(parser, Instant.class);
            }
            BigDecimal seconds = parser.getDecimalValue();
            try {
                // the bound keeps a number with a large exponent from becoming millions of digits
                if (seconds.precision() - seconds.scale()
                        <= Long.toString(Long.MAX_VALUE).length()) {
                    BigInteger second = seconds.setScale(0, RoundingMode.FLOOR).toBigInteger();
                    BigDecimal fraction = seconds.subtract(new BigDecimal(second));
                    return Instant.ofEpochSecond(
                            second.longValueExact(),
                            fraction.movePointRight(NANO_DIGITS).longValueExact());
                }
            } catch (ArithmeticException | DateTimeException e) {
                // not an instant
            }
            return (Instant)
                    context.handleWeirdNumberValue(Instant.class, seconds, "not the number of seconds of an instant");
        }
    }
}
