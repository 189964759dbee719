package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Map;
import java.util.function.Function;

/** Reads date-times with a space where ISO 8601 has a T, as Python's {@code str(datetime)} writes them. */
final class PythonDateTimes extends DeserializationProblemHandler {

    private static final Map<Class<?>, Function<String, Object>> PARSERS = Map.of(
            LocalDateTime.class, LocalDateTime::parse,
            OffsetDateTime.class, OffsetDateTime::parse,
            ZonedDateTime.class, ZonedDateTime::parse,
            Instant.class, text -> OffsetDateTime.parse(text).toInstant(),
            Date.class, text -> Date.from(OffsetDateTime.parse(text).toInstant()));

    @Override
    public Object handleWeirdStringValue(DeserializationContext context, Class<?> target, String value, String failure)
            throws IOException {
        Function<String, Object> parser = PARSERS.get(target);
        if (parser == null || value.indexOf(' ') < 0) {
            return NOT_HANDLED;
        }
        try {
            return parser.apply(value.replace(' ', 'T'));
        } catch (DateTimeException e) {
            return NOT_HANDLED;
        }
    }
}
