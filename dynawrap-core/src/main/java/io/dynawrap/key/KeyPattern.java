package io.dynawrap.key;

import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.KeyValues;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A key pattern such as <code>USER#{owner}</code>, parsed once. {@link #format} and {@link #parse} are exact inverses:
 * no value is empty or contains the separator, and between two placeholders stands a literal that contains it.
 * Immutable.
 */
public final class KeyPattern {

    /** One part of a pattern. */
    sealed interface Part {}

    /** Text that stands in every key. */
    record Literal(String text) implements Part {}

    /** A place for a field's value; {@code width} is the number of digits it is padded to, 0 for none. */
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
     * @throws InvalidModelException if its syntax is wrong; the message marks the place
     */
    public static KeyPattern of(String pattern) {
        return of(pattern, '#');
    }

    /**
     * Parses a pattern.
     *
     * @param pattern the pattern
     * @param separator the character that no value may contain; neither a letter, a digit nor a brace
     * @return the parsed pattern
     * @throws InvalidModelException if its syntax is wrong; the message marks the place
     */
    public static KeyPattern of(String pattern, char separator) {
        return new KeyPattern(pattern, separator, "Key pattern");
    }

    static KeyPattern of(String pattern, char separator, String model) {
        return new KeyPattern(pattern, separator, model);
    }

    /**
     * The pattern as it was written.
     *
     * @return the text
     */
    public String text() {
        return text;
    }

    /**
     * The character that no value may contain.
     *
     * @return the separator
     */
    public char separator() {
        return separator;
    }

    /**
     * The names of the placeholders, in the order of their first appearance.
     *
     * @return the names
     */
    public Set<String> names() {
        return names;
    }

    /**
     * The key of some values, which are formatted by their own types.
     *
     * @param values a value for every placeholder; others are ignored
     * @return the key
     * @throws InvalidKeyException if a value is missing, empty, of a type that cannot be in a key, or holds what cannot
     */
    public String format(KeyValues values) {
        return match(placeholder -> valueText(placeholder, values)).text();
    }

    /**
     * The beginning of all keys with some values: the text up to the first placeholder without a value, the literal
     * before it included. <code>STORY#{id}#RUN#{run}</code> with {@code id=1234} gives {@code STORY#1234#RUN#}.
     *
     * @param values values of a leading run of the placeholders; others are ignored
     * @return the prefix, the whole key if there is a value for every placeholder
     * @throws InvalidKeyException if a value is empty, of a type that cannot be in a key, or holds what cannot
     */
    public String prefix(KeyValues values) {
        return match(placeholder -> values.contains(placeholder.name()) ? valueText(placeholder, values) : null)
                .text();
    }

    /** Gives the text of a placeholder's value. */
    @FunctionalInterface
    interface Texts {
        /** The text, or {@code null} if no value was given. */
        @Nullable String of(Placeholder placeholder);
    }

    /** The text of a key up to the first placeholder without a value; exact if there is no such placeholder. */
    KeyMatch match(Texts texts) {
        StringBuilder key = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Literal literal) {
                key.append(literal.text());
            } else if (part instanceof Placeholder placeholder) {
                String value = texts.of(placeholder);
                if (value == null) {
                    return KeyMatch.prefix(key.toString());
                }
                key.append(value);
            }
        }
        return KeyMatch.exactly(key.toString());
    }

    /**
     * Whether a key could have been made by {@link #format}.
     *
     * @param key the key
     * @return whether it fits
     */
    public boolean matches(String key) {
        return parse(key).isPresent();
    }

    /**
     * The texts of the values that a key was made of.
     *
     * @param key the key
     * @return the texts by placeholder name, or empty if the key does not fit the pattern
     */
    public Optional<Map<String, String>> parse(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        return parseInto(key, texts) ? Optional.of(texts) : Optional.empty();
    }

    /** Takes the text of a placeholder's value, a part of a key; says whether it fits. */
    @FunctionalInterface
    interface Values {
        boolean accept(Placeholder placeholder, String key, int start, int end);
    }

    /** Parses into a map that may hold texts already; a placeholder that is there must have the same text. */
    boolean parseInto(String key, Map<String, String> texts) {
        return parse(key, (placeholder, whole, start, end) -> {
            String value = whole.substring(start, end);
            String before = texts.putIfAbsent(placeholder.name(), value);
            return before == null || before.equals(value);
        });
    }

    /** Hands over the texts of a key's values one by one; false if the key or one of them does not fit. */
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

    /** After every text that goes on behind a separator. */
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
     * Where the value that begins at a position ends. As a value has no separator and the literal after it has one
     * (unless it is the last part), the next separator of the key is that literal's first.
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
     * Whether some key fits both patterns, whatever the types of their fields. A field that stands in a pattern twice is
     * taken for two fields, so the answer may then be yes for patterns that share no key.
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

    /** The pattern with a mark under the first character of a placeholder's name, on two lines of their own. */
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

    /** An exception about the value of a placeholder, naming the model, the pattern and the field. */
    InvalidKeyException problem(String name, String what) {
        return new InvalidKeyException(owner + ": field '" + name + "' of '" + text + "' " + what, name);
    }

    /** The text of a value in a key, once it is certain that it can stand there. */
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
            throw problem(placeholder.name(), "has no value. Give one.");
        }
        KeyFieldType type = KeyFieldType.of(value.getClass());
        if (type == null) {
            throw problem(
                    placeholder.name(),
                    "cannot be a " + value.getClass().getSimpleName() + ". " + KeyFieldType.ALLOWED);
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
