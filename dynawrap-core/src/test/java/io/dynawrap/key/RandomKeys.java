package io.dynawrap.key;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded patterns and values for them, good and bad. */
final class RandomKeys {

    private static final String SEPARATORS = "#|/-_. %§→";
    private static final String[] LETTERS = {
        "a", "B", "0", "9", "é", "ß", "中", "😀", "\"", "\\", "%", "_", "#", "-", " ", "\u0001"
    };

    private final Random random;

    RandomKeys(long seed) {
        this.random = new Random(seed);
    }

    /** A pattern of up to four placeholders named a, b, c, d, some of which are padded or stand in it twice. */
    KeyPattern pattern() {
        char separator = SEPARATORS.charAt(random.nextInt(SEPARATORS.length()));
        StringBuilder pattern = new StringBuilder(random.nextBoolean() ? literal(separator) : "");
        int placeholders = 1 + random.nextInt(4);
        List<String> used = new ArrayList<>();
        for (int i = 0; i < placeholders; i++) {
            if (i > 0) {
                pattern.append(literal(separator)).append(separator).append(literal(separator));
            }
            boolean again = i > 0 && random.nextInt(6) == 0;
            String placeholder = again
                    ? used.get(random.nextInt(used.size()))
                    : (char) ('a' + i) + (random.nextInt(5) == 0 ? ":0" + (1 + random.nextInt(20)) : "");
            used.add(placeholder);
            pattern.append('{').append(placeholder).append('}');
        }
        pattern.append(random.nextBoolean() ? literal(separator) : "");
        return KeyPattern.of(pattern.toString(), separator);
    }

    private String literal(char separator) {
        StringBuilder literal = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            literal.append(random.nextInt(3) == 0 ? String.valueOf(separator) : letter());
        }
        return literal.toString();
    }

    /** A value, in about one of twelve cases one that cannot be in a key. */
    String value(KeyPattern pattern, int width) {
        if (width > 0) {
            StringBuilder digits = new StringBuilder();
            for (int i = 0; i < width; i++) {
                digits.append((char) ('0' + random.nextInt(10)));
            }
            return digits.toString();
        }
        return switch (random.nextInt(60)) {
            case 0 -> "";
            case 1 -> text() + pattern.separator() + text();
            case 2 -> text() + '\0' + text();
            case 3 -> text() + (char) (Character.MIN_SURROGATE + random.nextInt(0x800)) + text();
            case 4 -> text() + pattern.separator();
            default -> text();
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(10) == 0 ? 30 : 4); i >= 0; i--) {
            if (random.nextBoolean()) {
                text.append(letter());
            } else {
                int codePoint = random.nextInt(random.nextBoolean() ? 0x110000 : 0x3000);
                text.appendCodePoint(codePoint);
            }
        }
        return text.toString();
    }

    private String letter() {
        return LETTERS[random.nextInt(LETTERS.length)];
    }

    /** A key that has been damaged in one place, or not at all. */
    String damaged(String key, char separator) {
        int place = random.nextInt(key.length() + 1);
        String head = key.substring(0, place);
        String tail = key.substring(place);
        return switch (random.nextInt(5)) {
            case 0 -> head + separator + tail;
            case 1 -> head + letter() + tail;
            case 2 -> head + (tail.isEmpty() ? "" : tail.substring(1));
            case 3 -> tail + head;
            default -> head + tail + tail;
        };
    }

    /** The rule of what may stand in a key, in other words than those of the code under test. */
    static boolean isGood(String value, char separator) {
        return !value.isEmpty()
                && value.chars().noneMatch(c -> c == 0 || c == separator)
                && StandardCharsets.UTF_8.newEncoder().canEncode(value);
    }
}
