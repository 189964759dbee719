package io.dynawrap.key;

import io.dynawrap.InvalidModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the text of a key pattern. */
final class KeyPatternSyntax {

    private static final Pattern PLACEHOLDER = Pattern.compile("(?<name>[^{}:]+)(:0(?<width>[1-9][0-9]?))?");
    private static final int MAX_WIDTH = 38;

    private final String text;
    private final char separator;
    private final String owner;
    private final List<KeyPattern.Part> parts = new ArrayList<>();

    KeyPatternSyntax(String text, char separator, String owner) {
        this.text = text;
        this.separator = separator;
        this.owner = owner;
    }

    List<KeyPattern.Part> parse() {
        if (Character.isLetterOrDigit(separator)
                || Character.isSurrogate(separator)
                || Character.isISOControl(separator)
                || separator == '{'
                || separator == '}') {
            throw new InvalidModelException(owner + ": the separator '" + separator
                    + "' is not allowed. Choose a character that is not a letter, digit, brace or control character.");
        }
        if (text.isEmpty()) {
            throw new InvalidModelException(owner + ": a key pattern is empty. Give it a literal or a placeholder.");
        }
        String problem = StorableText.problem(text);
        if (problem != null) {
            throw new InvalidModelException(owner + ": the key pattern '" + text + "' " + problem);
        }
        int position = 0;
        while (position < text.length()) {
            position = text.charAt(position) == '{' ? placeholder(position) : literal(position);
        }
        return List.copyOf(parts);
    }

    private int literal(int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '{') {
            if (text.charAt(end) == '}') {
                throw error(end, "a '}' without a '{' before it");
            }
            end++;
        }
        if (end < text.length() && text.charAt(end - 1) == '$' && separator != '$') {
            throw error(
                    end - 1, "a '$' before a placeholder, which would be part of every key. Write {name} without it");
        }
        parts.add(new KeyPattern.Literal(text.substring(start, end)));
        return end;
    }

    private int placeholder(int start) {
        int end = text.indexOf('}', start);
        if (end < 0) {
            throw error(start, "a '{' without a '}' after it");
        }
        Matcher matcher = PLACEHOLDER.matcher(text).region(start + 1, end);
        if (!matcher.matches()) {
            throw error(
                    errorPosition(start + 1, end),
                    "this is not a placeholder: write {name}, or {name:08} to pad an integer to 8 digits");
        }
        int width = matcher.group("width") == null ? 0 : Integer.parseInt(matcher.group("width"));
        if (width > MAX_WIDTH) {
            throw error(
                    errorPosition(start + 1, end), "an integer cannot be padded to more than " + MAX_WIDTH + " digits");
        }
        KeyPattern.Placeholder placeholder = new KeyPattern.Placeholder(matcher.group("name"), width);
        KeyPattern.Placeholder before = unseparatedPlaceholder();
        if (before != null) {
            throw error(
                    start,
                    "no separator '" + separator + "' is between '" + before.name() + "' and '" + placeholder.name()
                            + "', so a key could be read in two ways. Put '" + separator + "' between them");
        }
        if (hasOtherWidthBefore(placeholder)) {
            throw error(
                    start,
                    "'" + placeholder.name() + "' appears before with another padding. Pad it to the same width"
                            + " everywhere, or not at all");
        }
        parts.add(placeholder);
        return end + 1;
    }

    /**
     * Returns the position at which a placeholder becomes invalid: at a character that no name may have, or at the
     * width.
     */
    private int errorPosition(int start, int end) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) == '{' || text.charAt(i) == ':') {
                return i;
            }
        }
        return end;
    }

    /**
     * Reports whether the same field appears before with another width: its two texts would differ and could not be
     * compared.
     */
    private boolean hasOtherWidthBefore(KeyPattern.Placeholder placeholder) {
        return parts.stream()
                .anyMatch(part -> part instanceof KeyPattern.Placeholder before
                        && before.name().equals(placeholder.name())
                        && before.width() != placeholder.width());
    }

    /** Returns the last placeholder if no separator follows it, so that another placeholder must not follow yet. */
    private KeyPattern.@Nullable Placeholder unseparatedPlaceholder() {
        for (int i = parts.size() - 1; i >= 0; i--) {
            KeyPattern.Part part = parts.get(i);
            if (part instanceof KeyPattern.Placeholder before) {
                return before;
            }
            if (part instanceof KeyPattern.Literal literal && literal.text().indexOf(separator) >= 0) {
                return null;
            }
        }
        return null;
    }

    private InvalidModelException error(int position, String what) {
        return new InvalidModelException(owner + ": bad key pattern: " + what + "." + marked(text, position));
    }

    /** Returns two lines: the text, and a mark under one of its characters. */
    static String marked(String text, int position) {
        return "\n  " + text + "\n  " + " ".repeat(text.codePointCount(0, position)) + "^";
    }
}
