package io.dynawrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message shows of text that others wrote. */
class PrintableTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "USER#joe", "a b", "ü中😀", "e\u0301", "%_\\'\"", "\\u000a"})
    void textThatCanBeSeenStaysAsItIs(String text) {
        assertThat(PrintableText.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "000a", "000d", "0000", "001b", "007f", "0085", "2028", "2029", "200b", "202e", "feff", "d800", "dc00", "e000",
        "ffff"
    })
    void whatCannotBeSeenIsEscaped(String hexadecimal) {
        String character = String.valueOf((char) Integer.parseInt(hexadecimal, 16));
        assertThat(PrintableText.of("a" + character + "b")).isEqualTo("a\\u" + hexadecimal + "b");
    }

    @Test
    void charactersBeyondTheBasicPlaneAreEscapedAsTheirTwoUnits() {
        assertThat(PrintableText.of("a\udb40\udc01b")).isEqualTo("a\\udb40\\udc01b");
    }

    @Test
    void messagesOfExceptionsAreOneLine() {
        assertThat(new InvalidKeyException("a\nb", null)).hasMessage("a\\u000ab");
        assertThat(new InvalidItemException("a\nb", null, null)).hasMessage("a\\u000ab");
        UnreadableItemException unreadable =
                new UnreadableItemException("a\nb", "/c\nd", null, new Page<>(List.of(), null));
        assertThat(unreadable).hasMessage("a\\u000ab");
        assertThat(unreadable.path()).contains("/c\\u000ad");
    }
}
