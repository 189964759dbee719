package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Reads instants as they are stored without the JDK's formatter, which took half of the time to read an item with one
 * instant. Any text of another form, every wrong one included, is left to Jackson, as are all instants of a mapper with a
 * deserializer of its own for them and of fields with a format.
 */
final class IsoInstants extends BeanDeserializerModifier {

    private static final long serialVersionUID = 1L;

    private static final int SECONDS_END = "0000-00-00T00:00:00".length();
    private static final int NANO_DIGITS = 9;
    private static final long SECONDS_PER_DAY = 24 * 60 * 60;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription type, JsonDeserializer<?> deserializer) {
        return deserializer == InstantDeserializer.INSTANT ? new Deserializer() : deserializer;
    }

    /** Jackson's own; what it derives from itself for a field with a format has none of this. */
    private static final class Deserializer extends InstantDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        Deserializer() {
            super(INSTANT, DateTimeFormatter.ISO_INSTANT);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            Instant instant = parser.hasToken(JsonToken.VALUE_STRING) ? parse(parser.getText()) : null;
            return instant != null ? instant : super.deserialize(parser, context);
        }
    }

    /** The instant of a text like {@code 2026-11-23T19:40:23.5Z}, or {@code null} if its form is any other. */
    static @Nullable Instant parse(String text) {
        int end = text.length() - 1;
        if (end < SECONDS_END
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || text.charAt(end) != 'Z') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int nanos = nanos(text, end);
        if (year < 0 || month < 1 || month > 12 || day < 1 || hour < 0 || minute < 0 || second < 0 || nanos < 0) {
            return null;
        }
        YearMonth yearMonth = YearMonth.of(year, month);
        if (day > yearMonth.lengthOfMonth() || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        long days = yearMonth.atDay(day).toEpochDay();
        return Instant.ofEpochSecond(days * SECONDS_PER_DAY + (hour * 60L + minute) * 60 + second, nanos);
    }

    /** The fraction of a second between the seconds and the end, -1 if it is not a point and one to nine digits. */
    private static int nanos(String text, int end) {
        if (end == SECONDS_END) {
            return 0;
        }
        int digits = end - SECONDS_END - 1;
        if (text.charAt(SECONDS_END) != '.' || digits < 1 || digits > NANO_DIGITS) {
            return -1;
        }
        int nanos = number(text, SECONDS_END + 1, end);
        for (int i = digits; i < NANO_DIGITS && nanos > 0; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** A number of at most nine digits, -1 if there is anything else. */
    private static int number(String text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
