package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import io.dynawrap.ExpiresAt;
import io.dynawrap.mapping.FieldOperand.Order;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The forms, other than its own, that one value is read from: those in which the Python edition stores decimals and date-times,
 * bytes that are read as text, and an expiry with a fraction of a second or from before its annotation. Forms that the value does not determine, such as an
 * instant with another offset, are not among them.
 */
final class OtherForms {

    private static final int NANOS_PER_MICRO = 1_000;
    private static final int NANO_DIGITS = 9;
    private static final int LAST_YEAR = 9999;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private OtherForms() {}

    /**
     * Returns the other forms of a value of a field.
     *
     * @param value the value in the item, or {@code null} if it is not known
     * @param stored its own form
     * @param field the field
     */
    static List<FieldOperand> of(@Nullable Object value, Object stored, ModelField field) {
        List<FieldOperand> forms = new ArrayList<>();
        if (field.isUntyped()) {
            if (stored instanceof String text) {
                addBytes(forms, text);
            }
            return forms;
        }
        Object content = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        if (content instanceof BigDecimal decimal
                && stored instanceof BigDecimal number
                && decimal.compareTo(number) == 0) {
            add(forms, decimal.toString(), Order.NONE);
        } else if (content instanceof Instant instant && isExpiry(field.writer())) {
            addExpiry(forms, instant, stored);
            addPython(forms, instant);
        } else if (content instanceof Instant instant && stored instanceof String) {
            addPython(forms, instant);
        } else if (content instanceof Date && !(content instanceof java.sql.Date) && stored instanceof String) {
            addPython(forms, Instant.ofEpochMilli(((Date) content).getTime()));
        } else if (content instanceof LocalDateTime local && stored instanceof String) {
            addPython(forms, local, "");
        } else if (content instanceof OffsetDateTime time && stored instanceof String) {
            addPython(forms, time.toLocalDateTime(), offset(time.getOffset()));
        }
        return forms;
    }

    private static void addBytes(List<FieldOperand> forms, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return;
        }
        if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
            forms.add(new FieldOperand(bytes, Order.NONE, false, text.length()));
        }
    }

    /** Reports whether a property holds the expiry, which is stored as a whole number of seconds. */
    static boolean isExpiry(@Nullable BeanPropertyWriter property) {
        return property != null && property.getAnnotation(ExpiresAt.class) != null;
    }

    /** Returns the number of seconds of an instant with its fraction. */
    static FieldOperand exactSecond(Instant instant) {
        BigDecimal second =
                BigDecimal.valueOf(instant.getEpochSecond()).add(BigDecimal.valueOf(instant.getNano(), NANO_DIGITS));
        BigDecimal canonical = second.signum() == 0 ? BigDecimal.ZERO : second.stripTrailingZeros();
        return new FieldOperand(canonical, Order.NUMBER, false, ItemSize.ofNumber(canonical));
    }

    private static void addExpiry(List<FieldOperand> forms, Instant instant, Object stored) {
        FieldOperand exact = exactSecond(instant);
        if (!exact.value().equals(stored)) {
            forms.add(exact);
        }
        String text = instant.toString();
        add(forms, text, IsoInstants.parse(text) == null ? Order.NONE : Order.INSTANT);
    }

    private static void addPython(List<FieldOperand> forms, Instant instant) {
        OffsetDateTime time;
        try {
            time = instant.atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return; // the first and the last instant are in no year of a date
        }
        addPython(forms, time.toLocalDateTime(), offset(ZoneOffset.UTC));
    }

    /** Python has microseconds, and the years 1 to 9999. */
    private static void addPython(List<FieldOperand> forms, LocalDateTime time, String offset) {
        if (time.getYear() >= 1 && time.getYear() <= LAST_YEAR && time.getNano() % NANOS_PER_MICRO == 0) {
            add(forms, (time.getNano() == 0 ? SECONDS : MICROS).format(time) + offset, Order.NONE);
        }
    }

    private static String offset(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }

    private static void add(List<FieldOperand> forms, String text, Order order) {
        forms.add(new FieldOperand(text, order, false, text.length()));
    }
}
