package io.dynawrap.key;

import org.jspecify.annotations.Nullable;

/**
 * The texts from a first text up to, but excluding, a second text. They have the order of their UTF-8 bytes, which is
 * the order of their code points.
 *
 * @param from the first text
 * @param until the first text after the interval, or {@code null} for an interval without an end
 */
public record KeyInterval(String from, @Nullable String until) {

    private static final int FIRST_AFTER_SURROGATES = Character.MAX_SURROGATE + 1;

    /**
     * Returns the texts that start with a prefix.
     *
     * @param prefix the prefix
     * @return the interval
     */
    public static KeyInterval startingWith(String prefix) {
        return new KeyInterval(prefix, successor(prefix));
    }

    /**
     * Reports whether a text is in the interval.
     *
     * @param text the text
     * @return whether it is
     */
    public boolean contains(String text) {
        return StorableText.compare(text, from) >= 0 && (until == null || StorableText.compare(text, until) < 0);
    }

    /**
     * Reports whether no text is in the interval.
     *
     * @return whether it ends where it starts, or before
     */
    public boolean isEmpty() {
        return until != null && StorableText.compare(from, until) >= 0;
    }

    /**
     * Returns the first text after all texts that start with a prefix: its last code point is increased by one.
     * Surrogates are not code points of a text. If the last code point is the highest, the code point before it is
     * increased.
     */
    static @Nullable String successor(String prefix) {
        int end = prefix.length();
        while (end > 0) {
            int last = prefix.codePointBefore(end);
            end -= Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                int next = last + 1 == Character.MIN_SURROGATE ? FIRST_AFTER_SURROGATES : last + 1;
                return new StringBuilder()
                        .append(prefix, 0, end)
                        .appendCodePoint(next)
                        .toString();
            }
        }
        return null;
    }
}
