package io.dynawrap.postgres;

import org.jspecify.annotations.Nullable;

/**
 * The texts from one up to, but without, another, in the order of their UTF-8 bytes, which is that of their code points.
 *
 * @param from the first text
 * @param until the first text that is no longer in the interval, or {@code null} when it has no end
 */
record KeyInterval(String from, @Nullable String until) {

    private static final int FIRST_AFTER_SURROGATES = Character.MAX_SURROGATE + 1;

    /** The texts that begin with a prefix. */
    static KeyInterval startingWith(String prefix) {
        return new KeyInterval(prefix, successor(prefix));
    }

    /**
     * The first text after all that begin with a prefix: its last code point is raised by one. Surrogates are no code
     * points of a text, and after the highest code point only the one before it can be raised.
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
