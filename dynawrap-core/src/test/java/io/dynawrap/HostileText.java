package io.dynawrap;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Texts as an attacker would choose them to reach what is not theirs; the same for the same seed. */
public final class HostileText {

    private static final List<String> PIECES = List.of(
            "#",
            "|",
            "USER#",
            "#STORY#",
            "STORY#",
            "USER",
            "STORY",
            "#USER#a#STORY#",
            "%23",
            "&#35;",
            "\\u0023",
            "\uff03",
            "\ufe5f",
            "#\ufe0f\u20e3",
            "%",
            "_",
            "\\",
            "'",
            "\"",
            "';--",
            "*",
            "?",
            "..",
            "/",
            "{owner}",
            "{",
            "}",
            "${jndi:x}",
            "null",
            "true",
            "0",
            "-1",
            "1E9",
            "\n",
            "\r\n",
            "\t",
            " ",
            "\u00a0",
            "\u200b",
            "\u202e",
            "\ufeff",
            "\u0000",
            "\u0001",
            "\u007f",
            "\u0085",
            "e\u0301",
            "\u00e9",
            "\u0130",
            "\u0131",
            "\u00df",
            "SS",
            "\ufb01",
            "\ud7ff",
            "\ue000",
            "\uffff",
            "\ufffd",
            "\ud83d\ude00",
            "\udbff\udfff",
            "\ud83d",
            "\ude00",
            "a",
            "A",
            "b",
            "aa",
            "ab");

    private final Random random;

    public HostileText(long seed) {
        this.random = new Random(seed);
    }

    /** A text of 0 to 4 pieces, once in a while a long one. */
    public String next() {
        int pieces = random.nextInt(200) == 0 ? 2 + random.nextInt(500) : random.nextInt(5);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            if (random.nextInt(5) > 0) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            } else {
                text.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x80 : 0x110000));
            }
        }
        return text.toString();
    }

    /** A text that is close to another: longer, shorter, in the other case, or the same. */
    public String near(String text) {
        int middle = text.isEmpty() ? 0 : random.nextInt(text.length());
        return switch (random.nextInt(6)) {
            case 0 -> text + next();
            case 1 -> next() + text;
            case 2 -> text.substring(0, middle);
            case 3 -> text.substring(0, middle) + PIECES.get(random.nextInt(PIECES.size())) + text.substring(middle);
            case 4 -> text.toUpperCase(Locale.ROOT);
            default -> text;
        };
    }

    /** Whether a text may stand in a key, by the rule in other words than those of the code under test. */
    public static boolean isGood(String text, char separator) {
        return !text.isEmpty()
                && text.chars().noneMatch(c -> c == 0 || c == separator)
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
