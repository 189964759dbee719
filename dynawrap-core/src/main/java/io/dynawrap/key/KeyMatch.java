package io.dynawrap.key;

/**
 * A condition on a key's text: equal to a text, or beginning with it. The text is compared exactly, character by
 * character.
 *
 * @param text the text; empty only as a prefix, and then every key matches
 * @param exact whether a key must equal the text, not only begin with it
 */
public record KeyMatch(String text, boolean exact) {

    /**
     * A condition that one key meets.
     *
     * @param text the key
     * @return the condition
     */
    public static KeyMatch exactly(String text) {
        return new KeyMatch(text, true);
    }

    /**
     * A condition that the keys with a prefix meet.
     *
     * @param text the prefix; with an empty one every key meets the condition
     * @return the condition
     */
    public static KeyMatch prefix(String text) {
        return new KeyMatch(text, false);
    }

    /**
     * Whether a key meets the condition.
     *
     * @param key the key
     * @return whether it does
     */
    public boolean matches(String key) {
        return exact ? key.equals(text) : key.startsWith(text);
    }
}
