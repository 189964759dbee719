package io.dynawrap.engine;

import io.dynawrap.key.StorableText;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a time as the databases compare it, by bytes. One time has several texts, because the fraction of a second may end
 * with any number of zeros, and a local time may have no seconds.
 *
 * <p>The text of an instant ends with a Z, which sorts behind the point and behind digits. So an instant with fewer digits sorts
 * behind those that it is before: {@code 12:00:00Z} behind {@code 12:00:00.5Z}.
 *
 * @param seconds the text up to the seconds
 * @param fraction the digits of the fraction, without zeros at the end
 * @param suffix the text after the fraction
 */
record TimeText(String seconds, String fraction, String suffix) {

    private static final int FRACTION_DIGITS = 9;
    private static final String NO_SECONDS = ":00";

    static TimeText ofInstant(String text) {
        return of(text.substring(0, text.length() - 1), "Z");
    }

    static TimeText ofLocalTime(String text) {
        int lastColon = text.lastIndexOf(':');
        boolean hasSeconds = text.indexOf(':') < lastColon;
        return of(hasSeconds ? text : text + NO_SECONDS, "");
    }

    private static TimeText of(String text, String suffix) {
        int point = text.indexOf('.');
        if (point < 0) {
            return new TimeText(text, "", suffix);
        }
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return new TimeText(text.substring(0, point), text.substring(Math.min(point + 1, end), end), suffix);
    }

    /** Returns a text that sorts behind every earlier time but those of {@link #sortedBehind}, and before or at all others. */
    String start() {
        if (!fraction.isEmpty()) {
            return seconds + "." + fraction;
        }
        boolean shortest = suffix.isEmpty() && seconds.endsWith(NO_SECONDS);
        return shortest ? seconds.substring(0, seconds.length() - NO_SECONDS.length()) : seconds;
    }

    /** Returns the texts of earlier times that sort behind {@link #start}. */
    List<String> sortedBehind() {
        List<String> texts = new ArrayList<>();
        if (!suffix.isEmpty() && !fraction.isEmpty()) {
            texts.add(seconds + suffix);
            for (int digits = 1; digits < fraction.length(); digits++) {
                texts.add(seconds + "." + fraction.substring(0, digits) + suffix);
            }
        }
        return texts;
    }

    /** Returns every text of this time. */
    List<String> equal() {
        List<String> texts = new ArrayList<>();
        if (fraction.isEmpty()) {
            texts.add(seconds + suffix);
            if (!start().equals(seconds)) {
                texts.add(start());
            }
        }
        for (int digits = Math.max(1, fraction.length()); digits <= FRACTION_DIGITS; digits++) {
            texts.add(seconds + "." + fraction + "0".repeat(digits - fraction.length()) + suffix);
        }
        return texts;
    }

    /** Reports whether this time is after another one. */
    boolean isAfter(TimeText other) {
        return StorableText.compare(seconds + "." + fraction, other.seconds + "." + other.fraction) > 0;
    }
}
