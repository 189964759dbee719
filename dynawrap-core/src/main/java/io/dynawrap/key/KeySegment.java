package io.dynawrap.key;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The part of a key pattern between two separators: text, or a placeholder with text around it.
 *
 * @param width the digits of a padded placeholder, {@link #ANY_WIDTH} or {@link #NO_PLACEHOLDER}
 */
record KeySegment(String before, int width, String after) {

    static final int ANY_WIDTH = 0;
    static final int NO_PLACEHOLDER = -1;

    /** Represents any character. */
    private static final int ANY = -1;

    /** Represents any digit. */
    private static final int DIGIT = -2;

    private static final KeySegment EMPTY = new KeySegment("", NO_PLACEHOLDER, "");

    static List<KeySegment> of(KeyPattern pattern) {
        String separator = Pattern.quote(String.valueOf(pattern.separator()));
        List<KeySegment> segments = new ArrayList<>();
        KeySegment current = EMPTY;
        for (KeyPattern.Part part : pattern.parts()) {
            if (part instanceof KeyPattern.Placeholder placeholder) {
                current = new KeySegment(current.before, placeholder.width(), "");
            } else if (part instanceof KeyPattern.Literal literal) {
                String[] pieces = literal.text().split(separator, -1);
                for (int i = 0; i < pieces.length; i++) {
                    if (i > 0) {
                        segments.add(current);
                        current = EMPTY;
                    }
                    current = current.followedBy(pieces[i]);
                }
            }
        }
        segments.add(current);
        return segments;
    }

    private KeySegment followedBy(String text) {
        return width == NO_PLACEHOLDER
                ? new KeySegment(before + text, width, after)
                : new KeySegment(before, width, after + text);
    }

    /** Reports whether some text fits both segments. */
    boolean overlaps(KeySegment other) {
        // if both lengths are variable, a length at which the texts around the two placeholders do not overlap
        int length =
                width != ANY_WIDTH ? length() : other.width != ANY_WIDTH ? other.length() : length() + other.length();
        if (!canHave(length) || !other.canHave(length)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!bothFit(at(i, length), other.at(i, length))) {
                return false;
            }
        }
        return true;
    }

    /** Returns the number of characters, for an unpadded placeholder the minimum. */
    private int length() {
        return before.length() + after.length() + (width == ANY_WIDTH ? 1 : Math.max(width, 0));
    }

    private boolean canHave(int length) {
        return length == length() || (width == ANY_WIDTH && length > length());
    }

    private int at(int index, int length) {
        if (index < before.length()) {
            return before.charAt(index);
        }
        int fromEnd = length - index;
        if (fromEnd <= after.length()) {
            return after.charAt(after.length() - fromEnd);
        }
        return width == ANY_WIDTH ? ANY : DIGIT;
    }

    private static boolean bothFit(int one, int other) {
        return one == other
                || one == ANY
                || other == ANY
                || (one == DIGIT && isDigit(other))
                || (other == DIGIT && isDigit(one));
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
