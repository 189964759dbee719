package io.dynawrap.key;

import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.KeyValues;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A key pattern such as <code>USER#{owner}</code>, parsed once. {@link #format} and {@link #parse} are exact inverses.
 * No value is empty or contains the separator, and a literal with the separator is between any two placeholders.
 * Immutable.
 */
public final class KeyPattern {

    /** One part of a pattern. */
    sealed interface Part {}

    /** Text that is part of every key. */
    record Literal(String text) implements Part {}

    /**
     * Stands for a field's value; {@code width} is the number of digits to which it is padded, or 0 without padding.
     */
    record Placeholder(String name, int width) implements Part {}

    private final String text;
    private final char separator;
    private final String owner;
    private final List<Part> parts;
    private final Set<String> names;

    private KeyPattern(String text, char separator, String owner) {
        this.text = text;
        this.separator = separator;
        this.owner = owner;
        this.parts = new KeyPatternSyntax(text, separator, owner).parse();
        Set<String> found = new LinkedHashSet<>();
        for (Part part : parts) {
            if (part instanceof Placeholder placeholder) {
                found.add(placeholder.name());
            }
        }
        this.names = Collections.unmodifiableSet(found);
    }

    /**
     * Parses a pattern with the separator {@code #}.
     *
     * @param pattern the pattern
     * @return the parsed pattern
     * @throws InvalidModelException if its syntax is wrong; the message marks the position
     */
    public static KeyPattern of(String pattern) {
        return of(pattern, '#');
    }

    /**
     * Parses a pattern.
     *
     * @param pattern the pattern
     * @param separator the character that no value may contain; not a letter, digit or brace
     * @return the parsed pattern
     * @throws InvalidModelException if its syntax is wrong; the message marks the position
     */
    public static KeyPattern of(String pattern, char separator) {
        Objects.requireNonNull(pattern, "'pattern' must not be null");
        return new KeyPattern(pattern, separator, "Key pattern");
    }

    static KeyPattern of(String pattern, char separator, String model) {
        return new KeyPattern(pattern, separator, model);
    }

    /**
     * Returns the pattern as it was written.
     *
     * @return the text
     */
    public String text() {
        return text;
    }

    /**
     * Returns the character that no value may contain.
     *
     * @return the separator
     */
    public char separator() {
        return separator;
    }

    /**
     * Returns the names of the placeholders, in the order of their first appearance.
     *
     * @return the names
     */
    public Set<String> names() {
        return names;
    }

    /**
     * Builds a key from values, each formatted by its Java type.
     *
     * @param values a value for every placeholder; other values are ignored
     * @return the key
     * @throws InvalidKeyException if a value is missing or empty, or has a type or a character that a key cannot
     *     contain
     */
    public String format(KeyValues values) {
        return match(placeholder -> valueText(placeholder, values)).text();
    }

    /**
     * Builds the prefix of all keys with the given values: the text up to the first placeholder without a value,
     * including the literal before that placeholder. <code>STORY#{id}#RUN#{run}</code> with {@code id=1234} gives
     * {@code STORY#1234#RUN#}.
     *
     * @param values values for a leading run of the placeholders; other values are ignored
     * @return the prefix, or the whole key if every placeholder has a value
     * @throws InvalidKeyException if a value is empty, or has a type or a character that a key cannot contain
     */
    public String prefix(KeyValues values) {
        return match(placeholder -> values.contains(placeholder.name()) ? valueText(placeholder, values) : null)
                .text();
    }

    /** Provides the text of a placeholder's value. */
    @FunctionalInterface
    interface Texts {
        /** Returns the text, or {@code null} if no value was given. */
        @Nullable String of(Placeholder placeholder);
    }

    /** Builds the text of a key up to the first placeholder without a value; exact if every placeholder has a value. */
    KeyMatch match(Texts texts) {
        String key = "";
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            String next = part instanceof Placeholder placeholder ? texts.of(placeholder) : ((Literal) part).text();
            if (next == null) {
                return KeyMatch.prefix(key);
            }
            key = key.concat(next); // most patterns have two parts, which need no buffer
        }
        return KeyMatch.exactly(key);
    }

    /**
     * Reports whether a key is a possible result of {@link #format}.
     *
     * @param key the key
     * @return whether the key fits the pattern
     */
    public boolean matches(String key) {
        return parse(key).isPresent();
    }

    /**
     * Extracts the texts of the values that a key was created from.
     *
     * @param key the key
     * @return the texts by placeholder name, or empty if the key does not fit the pattern
     */
    public Optional<Map<String, String>> parse(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        return parseInto(key, texts) ? Optional.of(texts) : Optional.empty();
    }

    /** Receives the text of a placeholder's value, a part of a key; returns whether it fits. */
    @FunctionalInterface
    interface Values {
        boolean accept(Placeholder placeholder, String key, int start, int end);
    }

    /** Parses into a map that may hold texts already; a placeholder that is in the map must have the same text. */
    boolean parseInto(String key, Map<String, String> texts) {
        return parse(key, (placeholder, whole, start, end) -> {
            String value = whole.substring(start, end);
            String before = texts.putIfAbsent(placeholder.name(), value);
            return before == null || before.equals(value);
        });
    }

    /** Passes on the texts of a key's values in order; returns false if the key or a value does not fit. */
    boolean parse(String key, Values values) {
        int position = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part instanceof Literal literal) {
                if (!key.startsWith(literal.text(), position)) {
                    return false;
                }
                position += literal.text().length();
            } else if (part instanceof Placeholder placeholder) {
                int end = valueEnd(key, position, i + 1 < parts.size() ? parts.get(i + 1) : null);
                if (end <= position) {
                    return false;
                }
                if (!isWellFormed(key, position, end, placeholder) || !values.accept(placeholder, key, position, end)) {
                    return false;
                }
                position = end;
            }
        }
        return position == key.length();
    }

    /** Sorts after every text that continues behind a separator. */
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    /**
     * The position behind which the next key of this pattern can come, for a key between two of them that extends the first:
     * {@code ORDER#1#LINE#7} between {@code ORDER#1} and {@code ORDER#2}. No key of the pattern starts like it up to the
     * separator after the value, because no value contains the separator.
     *
     * @param key a key that does not fit the pattern
     * @param reverse whether keys are read in descending order
     * @return the position, which is no key of the pattern, or {@code null} if a key of it may be next
     */
    @Nullable String positionAfterExtensionsOf(String key, boolean reverse) {
        int position = 0;
        int valueEnd = -1;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part instanceof Literal literal) {
                if (!key.startsWith(literal.text(), position)) {
                    boolean ahead = (literal.text().compareTo(key.substring(position)) < 0) == reverse;
                    return valueEnd != position || ahead ? null : behind(key, position, reverse);
                }
                position += literal.text().length();
            } else {
                int end = valueEnd(key, position, i + 1 < parts.size() ? parts.get(i + 1) : null);
                if (end <= position) {
                    int separatorAt = key.indexOf(separator, position);
                    return separatorAt <= position ? null : behind(key, separatorAt, reverse);
                }
                position = end;
                valueEnd = end;
            }
        }
        return null;
    }

    private @Nullable String behind(String key, int valueEnd, boolean reverse) {
        if (valueEnd >= key.length() || key.charAt(valueEnd) != separator) {
            return null;
        }
        String extension = key.substring(0, valueEnd + 1);
        return reverse ? extension : extension + LAST_CHARACTER;
    }

    /**
     * Whether keys of another pattern may start with a key of this one and a separator, so that they stand between its keys.
     */
    boolean mayBeExtendedBy(KeyPattern other) {
        List<KeySegment> mine = KeySegment.of(this);
        List<KeySegment> theirs = KeySegment.of(other);
        if (names.isEmpty() || mine.size() >= theirs.size()) {
            return false;
        }
        return IntStream.range(0, mine.size()).allMatch(i -> mine.get(i).overlaps(theirs.get(i)));
    }

    /**
     * Returns the end of the value that starts at a position. A value contains no separator, and the literal after it
     * contains a separator, unless it is the last part. So the next separator of the key is the first of that literal.
     */
    private int valueEnd(String key, int position, @Nullable Part next) {
        int nextSeparator = key.indexOf(separator, position);
        if (!(next instanceof Literal literal)) {
            return nextSeparator < 0 ? key.length() : -1;
        }
        int separatorInLiteral = literal.text().indexOf(separator);
        if (separatorInLiteral >= 0) {
            return nextSeparator < 0 ? -1 : nextSeparator - separatorInLiteral;
        }
        return nextSeparator < 0 ? key.length() - literal.text().length() : -1;
    }

    private static boolean isWellFormed(String key, int start, int end, Placeholder placeholder) {
        return StorableText.utf8Length(key, start, end) != StorableText.UNSTORABLE
                && (placeholder.width() == 0 || KeyFieldType.isPadded(key.substring(start, end), placeholder.width()));
    }

    /**
     * Reports whether some key fits both patterns, whatever the types of their fields. A field that appears twice in a
     * pattern is treated as two fields, so the result may then be true for patterns that share no key.
     *
     * @param other another pattern with the same separator
     * @return whether the patterns overlap
     */
    public boolean overlaps(KeyPattern other) {
        List<KeySegment> mine = KeySegment.of(this);
        List<KeySegment> theirs = KeySegment.of(other);
        if (mine.size() != theirs.size()) {
            return false;
        }
        for (int i = 0; i < mine.size(); i++) {
            if (!mine.get(i).overlaps(theirs.get(i))) {
                return false;
            }
        }
        return true;
    }

    List<Part> parts() {
        return parts;
    }

    /** Returns two lines: the pattern, and a mark under the first character of a placeholder's name. */
    String marked(Placeholder placeholder) {
        int position = 0;
        for (Part part : parts) {
            if (part.equals(placeholder)) {
                return KeyPatternSyntax.marked(text, position + 1);
            }
            position = part instanceof Literal literal
                    ? position + literal.text().length()
                    : text.indexOf('}', position) + 1;
        }
        throw new IllegalArgumentException("'" + text + "' has no placeholder '" + placeholder.name() + "'");
    }

    /** Creates an exception about the value of a placeholder that names the model, the pattern and the field. */
    InvalidKeyException problem(String name, String what) {
        return new InvalidKeyException(owner + ": field '" + name + "' of '" + text + "' " + what, name);
    }

    /** Creates the exception for a bound if no placeholder is left that could have one. */
    InvalidKeyException withoutNextField() {
        return new InvalidKeyException(
                owner + ": a bound applies to the first field of '" + text + "' without a value, and "
                        + (names.isEmpty() ? "this sort key has no fields" : "each field has one")
                        + ". Leave out the bound" + (names.isEmpty() ? "." : ", or the value of the field to compare."),
                null);
    }

    /** Returns the text of a value after checking that it can be part of a key. */
    String checked(Placeholder placeholder, String value) {
        if (value.isEmpty()) {
            throw problem(placeholder.name(), "is empty. Every part of a key has at least one character.");
        }
        if (value.indexOf(separator) >= 0) {
            throw problem(
                    placeholder.name(),
                    "contains the separator '" + separator
                            + "'. Remove it from the value, or declare another separator in @DbItem.");
        }
        String problem = StorableText.problem(value);
        if (problem != null) {
            throw problem(placeholder.name(), problem);
        }
        return value;
    }

    private String valueText(Placeholder placeholder, KeyValues values) {
        Object value = values.get(placeholder.name());
        if (value == null) {
            throw problem(placeholder.name(), "has no value. Give a value.");
        }
        KeyFieldType type = KeyFieldType.of(value.getClass());
        if (type == null) {
            throw problem(
                    placeholder.name(), "cannot be " + TypeNames.of(value.getClass()) + ". " + KeyFieldType.ALLOWED);
        }
        try {
            return checked(placeholder, type.text(value, placeholder.width()));
        } catch (KeyFieldType.Unfit e) {
            throw problem(placeholder.name(), e.getMessage());
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyPattern that && text.equals(that.text) && separator == that.separator;
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
