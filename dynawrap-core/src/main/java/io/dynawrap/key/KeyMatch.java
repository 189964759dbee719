package io.dynawrap.key;

/**
 * A condition on the text of a key: it equals a text, or starts with it. Texts are compared exactly, character by
 * character.
 *
 * @param text the text; empty only as a prefix, and then every key matches
 * @param exact whether a key must equal the text, not only start with it
 */
public record KeyMatch(String text, boolean exact) {

    /**
     * Creates a condition that one key meets.
     *
     * @param text the key
     * @return the condition
     */
    public static KeyMatch exactly(String text) {
        return new KeyMatch(text, true);
    }

    /**
     * Creates a condition that the keys with a prefix meet.
     *
     * @param text the prefix; with an empty one every key meets the condition
     * @return the condition
     */
    public static KeyMatch prefix(String text) {
        return new KeyMatch(text, false);
    }

    /**
     * Reports whether a key meets the condition.
     *
     * @param key the key
     * @return whether the key meets it
     */
    public boolean matches(String key) {
        return exact ? key.equals(text) : key.startsWith(text);
    }
}
