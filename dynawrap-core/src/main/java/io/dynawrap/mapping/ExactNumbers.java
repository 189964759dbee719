package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonTokenId;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The one form of a stored number, and conversions that lose nothing. */
final class ExactNumbers {

    /** The most digits that doubles are written with. */
    private static final int DOUBLE_DIGITS = 17;

    private static final int FLOAT_DIGITS = 9;

    /** Whole numbers of so many digits are exact in a double, and so is every shorter number. */
    private static final int PLAIN_CHARACTERS = 15;

    /** As many digits as Jackson reads, and so as many zeros as a plain number may have before or after its digits. */
    private static final int MAX_DIGITS = 1000;

    private ExactNumbers() {}

    /**
     * Returns the text of a number with a point or an exponent in the form that Dynawrap itself stores: plain, without
     * trailing zeros, and without a point if it is whole.
     *
     * @param number a parser at the number
     * @return the text, or {@code null} if the number has that form already
     */
    static @Nullable String canonical(JsonParser number) throws IOException {
        if (isCanonical(number)) {
            return null;
        }
        BigDecimal value = number.getDecimalValue();
        BigDecimal canonical = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        return Math.abs((long) canonical.scale()) > MAX_DIGITS ? null : canonical.toPlainString();
    }

    private static boolean isCanonical(JsonParser number) throws IOException {
        char[] text = number.getTextCharacters();
        int start = number.getTextOffset();
        int end = start + number.getTextLength();
        if (text[end - 1] == '0' && !isInteger(number)) {
            return false;
        }
        int last = end - 1;
        while (last > start && text[last] >= '0' && text[last] <= '9') {
            last--;
        }
        // the first character is a digit or the sign of the number
        return text[last] == '.' || last == start;
    }

    /**
     * Reports whether a number that was read as a double is the stored number: a number as doubles are written, or the
     * exact value of the double.
     *
     * @param parser a parser at the number
     * @param read the double
     */
    static boolean isExact(JsonParser parser, double read) throws IOException {
        double size = Math.abs(read);
        boolean normal = size >= Double.MIN_NORMAL && size <= Double.MAX_VALUE;
        if (parser.getTextLength() <= PLAIN_CHARACTERS && (normal || isInteger(parser))) {
            return true;
        }
        String text = parser.getText();
        if (normal && isWrittenWith(DOUBLE_DIGITS, text, isInteger(parser))) {
            return true;
        }
        return Double.isFinite(read) && (same(text, BigDecimal.valueOf(read)) || same(text, new BigDecimal(read)));
    }

    /**
     * Reports whether a number that was read as a float is the stored number: a number as floats are written, or the
     * exact value of the float as a float or as a double.
     *
     * @param parser a parser at the number
     * @param read the float
     */
    static boolean isExact(JsonParser parser, float read) throws IOException {
        if (!Float.isFinite(read)) {
            return false;
        }
        boolean normal = Math.abs(read) >= Float.MIN_NORMAL;
        if (normal && parser.getTextLength() <= FLOAT_DIGITS && !isInteger(parser)) {
            return true;
        }
        String text = parser.getText();
        return (normal && isWrittenWith(FLOAT_DIGITS, text, isInteger(parser)))
                || same(text, new BigDecimal(Float.toString(read)))
                || same(text, new BigDecimal(read))
                || (isWrittenWith(DOUBLE_DIGITS, text, isInteger(parser)) && Double.parseDouble(text) == read);
    }

    private static boolean isInteger(JsonParser parser) {
        return parser.currentTokenId() == JsonTokenId.ID_NUMBER_INT;
    }

    /** Whether a binary number may have been written so: rounded to some digits, with a point or with zeros after them. */
    private static boolean isWrittenWith(int maxDigits, String text, boolean integer) {
        return (!integer || text.endsWith("0")) && digits(text) <= maxDigits;
    }

    private static boolean same(String text, BigDecimal read) {
        return new BigDecimal(text).compareTo(read) == 0;
    }

    /** The number of significant digits, without the zeros before and after them. */
    private static int digits(String number) {
        int digits = 0;
        int zeros = 0;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == 'E' || c == 'e') {
                break;
            }
            if (c == '0') {
                zeros += digits > 0 ? 1 : 0;
            } else if (c >= '1' && c <= '9') {
                digits += zeros + 1;
                zeros = 0;
            }
        }
        return digits;
    }

    /**
     * Returns the number of a text such as {@code -12.50} or {@code 1E-7}, which other writers store where the database or
     * their language has no exact number.
     *
     * @param text the text
     * @return the number, or {@code null} if the text is anything else
     */
    static @Nullable BigDecimal ofText(String text) {
        int at = text.startsWith("-") ? 1 : 0;
        int whole = digitsFrom(text, at);
        if (whole == 0 || (whole > 1 && text.charAt(at) == '0') || text.length() > MAX_DIGITS) {
            return null;
        }
        at += whole;
        if (at < text.length() && text.charAt(at) == '.') {
            int fraction = digitsFrom(text, at + 1);
            if (fraction == 0) {
                return null;
            }
            at += 1 + fraction;
        }
        if (at < text.length() && (text.charAt(at) == 'E' || text.charAt(at) == 'e')) {
            at++;
            at += at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-') ? 1 : 0;
            int exponent = digitsFrom(text, at);
            if (exponent == 0 || exponent > 9) {
                return null;
            }
            at += exponent;
        }
        return at == text.length() ? new BigDecimal(text) : null;
    }

    private static int digitsFrom(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end - start;
    }
}
