package io.dynawrap;

import java.util.Locale;

/**
 * Escapes text for messages, which are logged. Keys and names in them come from the writer of the item, and a line
 * break would let that writer forge log entries.
 */
final class PrintableText {

    private PrintableText() {}

    /**
     * Returns the text with each character that is not visible, except the space, as a Java escape: {@code \}{@code
     * u000a}.
     */
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

    /**
     * Characters that only change how others are displayed, such as those that reverse the direction, are not
     * printable.
     */
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
