package io.dynawrap;

import java.util.Locale;

/**
 * Text for messages, which end up in logs: keys and names in them come from whoever wrote the item, and a line break
 * there would let that writer make up lines of the log.
 */
final class PrintableText {

    private PrintableText() {}

    /** The text, with what is no visible character or space written as an escape of Java, {@code \}{@code u000a}. */
    static String of(String text) {
        if (text.codePoints().allMatch(PrintableText::isPrintable)) {
            return text;
        }
        StringBuilder printable = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (isPrintable(character)) {
                printable.appendCodePoint(character);
            } else {
                for (char unit : Character.toChars(character)) {
                    printable.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            }
        });
        return printable.toString();
    }

    /** Also characters that only change how others are shown are none, such as those that reverse the direction. */
    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
