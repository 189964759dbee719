package io.dynawrap.postgres;

import org.jspecify.annotations.Nullable;

/**
 * The texts from a first text up to, but excluding, a second text. They have the order of their UTF-8 bytes, which is
 * the order of their code points.
 *
 * @param from the first text
 * @param until the first text after the interval, or {@code null} without an end
 */
record KeyInterval(String from, @Nullable String until) {

    private static final int FIRST_AFTER_SURROGATES = Character.MAX_SURROGATE + 1;

    /** Returns the texts that start with a prefix. */
    static KeyInterval startingWith(String prefix) {
        return new KeyInterval(prefix, successor(prefix));
    }

    /**
     * Returns the first text after all texts that start with a prefix: its last code point is increased by one.
     * Surrogates are not code points of a text. If the last code point is the highest, the code point before it is
     * increased.
     */
    private static @Nullable String successor(String prefix) {
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
