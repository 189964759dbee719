package io.dynawrap.mapping;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is stored as text, such as dates, times and ids, from text alone. Jackson also takes numbers for moments,
 * bytes for ids and text of another type with a part of it cut off; a field that is written in such a form is read as
 * Jackson reads it.
 */
final class TextReader extends DelegatingDeserializer {

    private static final long serialVersionUID = 1L;

    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:?\\d\\d)");
    private static final Pattern JDBC_DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final int UUID_LENGTH = 36;

    /** What a text is beside what Jackson wants of it, of the classes for which Jackson wants too little. */
    private static final Map<Class<?>, Predicate<String>> FORMS = Map.of(
            LocalDate.class, text -> text.indexOf('T') < 0,
            LocalTime.class, text -> text.indexOf('T') < 0,
            LocalDateTime.class, text -> !text.endsWith("Z"),
            Instant.class, TextReader::hasTime,
            OffsetDateTime.class, TextReader::hasTime,
            ZonedDateTime.class, TextReader::hasTime,
            UUID.class, text -> text.length() == UUID_LENGTH);

    private static final Set<Class<?>> ANY_TEXT = Set.of(StringBuilder.class, StringBuffer.class);

    private final Class<?> type;
    private final Predicate<String> form;

    /** Whether texts of the usual form are those of instants. */
    private final boolean instants;

    /** Whether the usual form is a date of the time zone of this JVM, in which Jackson writes it but does not read it. */
    private final boolean datesOfJdbc;

    TextReader(Class<?> type, JsonDeserializer<?> delegate) {
        this(type, delegate, form(type), type == java.sql.Date.class);
    }

    private TextReader(Class<?> type, JsonDeserializer<?> delegate, Predicate<String> form, boolean datesOfJdbc) {
        super(delegate);
        this.type = type;
        this.form = form;
        this.instants = IsoInstants.reads(delegate);
        this.datesOfJdbc = datesOfJdbc;
    }

    private static Predicate<String> form(Class<?> type) {
        if (type != java.sql.Date.class
                && (Date.class.isAssignableFrom(type) || Calendar.class.isAssignableFrom(type))) {
            return text -> MOMENT.matcher(text.trim()).matches();
        }
        return FORMS.getOrDefault(type, text -> true);
    }

    /** Jackson takes digits alone for seconds since 1970. */
    private static boolean hasTime(String text) {
        return text.indexOf(':') >= 0;
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
        return new TextReader(type, delegate, form, datesOfJdbc);
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property)
            throws JsonMappingException {
        JsonDeserializer<?> delegate =
                context.handleSecondaryContextualization(_delegatee, property, context.constructType(type));
        JsonFormat.Value format = findFormatOverrides(context, property, type);
        boolean asText = format.getShape() == JsonFormat.Shape.ANY
                || format.getShape() == JsonFormat.Shape.NATURAL
                || format.getShape() == JsonFormat.Shape.STRING;
        if (!asText || StrictReading.hasOwnSerializer(context, property)) {
            return delegate;
        }
        return format.hasPattern()
                ? new TextReader(type, delegate, text -> true, false)
                : new TextReader(type, delegate, form, datesOfJdbc);
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return parser.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT
                    ? _delegatee.deserialize(parser, context)
                    : context.handleUnexpectedToken(context.constructType(type), parser);
        }
        String text = parser.getText();
        Instant instant = instants ? IsoInstants.parse(text) : null;
        if (instant != null) {
            return instant;
        }
        if (isNothing(text) || !form.test(text)) {
            return weird(context, text);
        }
        if (datesOfJdbc && JDBC_DATE.matcher(text).matches()) {
            return jdbcDate(context, text);
        }
        Object value = _delegatee.deserialize(parser, context);
        // the JDK takes every text that it does not know for Greenwich
        return value instanceof TimeZone zone && !zone.getID().equals(text) ? weird(context, text) : value;
    }

    private Object jdbcDate(DeserializationContext context, String text) throws IOException {
        try {
            return java.sql.Date.valueOf(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return weird(context, text);
        }
    }

    private Object weird(DeserializationContext context, String text) throws IOException {
        return context.handleWeirdStringValue(type, text, "not exactly the text of a value");
    }

    /** Whether there is nothing but white space, for which Jackson has an empty value or null. */
    private boolean isNothing(String text) {
        return text.isBlank()
                && !ANY_TEXT.contains(type)
                && !(text.isEmpty() && StrictReading.WITH_EMPTY_TEXT.contains(type));
    }
}
