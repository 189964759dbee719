package io.dynawrap.key;

import org.jspecify.annotations.Nullable;

/** Checks whether both databases can store the texts of keys, names and values, and measures their bytes. */
public final class StorableText {

    /** The result of {@link #utf8Length(String)} for text with U+0000 or with half of a surrogate pair. */
    public static final int UNSTORABLE = -1;

    private StorableText() {}

    /**
     * Returns the length of a text in UTF-8.
     *
     * @param text the text
     * @return the number of bytes, or {@link #UNSTORABLE}
     */
    public static int utf8Length(String text) {
        return utf8Length(text, 0, text.length());
    }

    /** Returns the number of bytes of a part of a text in UTF-8, or {@link #UNSTORABLE}. */
    static int utf8Length(String text, int start, int end) {
        int i = start;
        while (i < end && (char) (text.charAt(i) - 1) < 0x7F) {
            i++; // ASCII, of which most text is
        }
        int bytes = end - start;
        for (; i < end; i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return UNSTORABLE;
            }
            if (c >= 0x80) {
                bytes++;
                if (c >= 0x800) {
                    bytes++;
                    if (Character.isSurrogate(c)) {
                        if (!Character.isHighSurrogate(c)
                                || i + 1 == end
                                || !Character.isLowSurrogate(text.charAt(i + 1))) {
                            return UNSTORABLE;
                        }
                        i++;
                    }
                }
            }
        }
        return bytes;
    }

    /**
     * Returns why a text cannot be stored. PostgreSQL stores no U+0000 in text, and neither database stores half of a
     * surrogate pair, which has no form in UTF-8.
     *
     * @param text the text
     * @return the predicate of a sentence about the text, followed by what to do, or {@code null} if it can be stored
     */
    public static @Nullable String problem(String text) {
        if (utf8Length(text) != UNSTORABLE) {
            return null;
        }
        return text.indexOf('\0') >= 0
                ? "contains the character U+0000, which PostgreSQL cannot store. Remove it."
                : "contains half of a surrogate pair, which is not a character. Give well-formed text.";
    }

    /**
     * Compares two texts by their UTF-8 bytes, as both databases do. That is the order of code points: the order of chars,
     * except that surrogates come after all others.
     *
     * @param one a text
     * @param other another text
     * @return a negative number, zero or a positive number if the first is less, equal or greater
     */
    public static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean surrogate = Character.isSurrogate(a);
                return surrogate == Character.isSurrogate(b) ? Character.compare(a, b) : surrogate ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
