package io.dynawrap.key;

import io.dynawrap.InvalidKeyException;
import io.dynawrap.KeyValues;
import io.dynawrap.key.KeyPattern.Literal;
import io.dynawrap.key.KeyPattern.Part;
import io.dynawrap.key.KeyPattern.Placeholder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Converts bounds to sort keys. A bound is a value of the first placeholder of a sort key that has no value in the query. The keys
 * must have the order of the field's values. A value that no key can hold, such as a negative value of a padded number, is before or
 * behind all keys.
 */
public final class SortBound {

    /** A text followed by this character is the next text after it: no key contains U+0000. */
    private static final char FIRST_CHARACTER = '\u0001';

    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    private final KeyPattern pattern;
    private final Placeholder placeholder;
    private final KeyFieldType type;

    /** The text before the value in each key. */
    private final String before;

    /** The text behind the value in each key; empty if the value is the end of the key. */
    private final String behind;

    private SortBound(KeyPattern pattern, Placeholder placeholder, KeyField field, String before, String behind) {
        this.pattern = pattern;
        this.placeholder = placeholder;
        this.type = field.type();
        this.before = before;
        this.behind = behind;
        String problem = type.orderProblem(placeholder.width(), behind);
        if (problem != null) {
            throw pattern.problem(placeholder.name(), problem);
        }
    }

    /**
     * Finds the field on which bounds are set.
     *
     * @param field returns the type of a placeholder's field
     * @param before the sort key up to the field
     * @throws InvalidKeyException if no field is left, or its keys have another order than its values
     */
    static SortBound of(KeyPattern pattern, KeyValues values, PlaceholderFields field, String before) {
        List<Part> parts = pattern.parts();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Placeholder placeholder && !values.contains(placeholder.name())) {
                String behind = i + 1 < parts.size() && parts.get(i + 1) instanceof Literal next ? next.text() : "";
                return new SortBound(pattern, placeholder, field.of(placeholder), before, behind);
            }
        }
        throw pattern.withoutNextField();
    }

    /** Returns the field of a placeholder. */
    @FunctionalInterface
    interface PlaceholderFields {
        KeyField of(Placeholder placeholder);
    }

    /**
     * Returns the first sort key that an item with the given value, or a later one, can have.
     *
     * @param value a value of the field, or its text in a key
     * @return the start of a range with these items, and the end of the range before them
     * @throws InvalidKeyException if the value does not fit the field, or its sort key would be longer than 1024 bytes
     */
    public String at(Object value) {
        String outside = outside(value);
        return outside != null ? outside : fitting(text(value) + behind);
    }

    /**
     * Returns the first text behind the sort keys of all items with the given value or an earlier one.
     *
     * @param value a value of the field, or its text in a key
     * @return the end of a range with these items, and the start of the range behind them
     * @throws InvalidKeyException if the value does not fit the field, or its sort key would be longer than 1024 bytes
     */
    public String behind(Object value) {
        String outside = outside(value);
        if (outside != null) {
            return outside;
        }
        String text = text(value);
        return behind.isEmpty() ? fitting(text + FIRST_CHARACTER) : fitting(behindAll(text + behind));
    }

    private @Nullable String outside(Object value) {
        int side = type.outside(value, placeholder.width());
        return side == 0 ? null : side < 0 ? before : fitting(before + LAST_CHARACTER);
    }

    private String text(Object value) {
        try {
            String text = before + pattern.checked(placeholder, type.boundText(value, placeholder.width()));
            if (StorableText.utf8Length(text) > ModelKeys.MAX_SORT_KEY_BYTES) {
                throw pattern.problem(
                        placeholder.name(),
                        "makes a sort key of more than " + ModelKeys.MAX_SORT_KEY_BYTES + " bytes. Shorten it.");
            }
            return text;
        } catch (KeyFieldType.Unfit e) {
            throw pattern.problem(placeholder.name(), e.getMessage());
        }
    }

    /** Returns the first text that is not before a given one and is no longer than a key can be; no key is between the two. */
    private static String fitting(String text) {
        String fitting = text;
        while (StorableText.utf8Length(fitting) > ModelKeys.MAX_SORT_KEY_BYTES) {
            int last = fitting.codePointBefore(fitting.length());
            fitting = behindAll(fitting.substring(0, fitting.length() - Character.charCount(last)));
        }
        return fitting;
    }

    /** Returns the first text behind all that start with a prefix. */
    private static String behindAll(String prefix) {
        String successor = KeyInterval.successor(prefix);
        return successor != null ? successor : LAST_CHARACTER.repeat(ModelKeys.MAX_SORT_KEY_BYTES / 4);
    }
}
