package io.dynawrap.explorer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.dynawrap.spi.ItemData;
import java.io.IOException;
import java.io.StringWriter;

/**
 * The fields of a stored item as indented JSON, up to a number of characters.
 *
 * @param text the JSON
 * @param whole whether the JSON is complete
 */
record StoredJson(String text, boolean whole) {

    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).build();

    /**
     * Formats the fields. Numbers keep all their digits. Data that cannot be formatted, such as too deep nesting, ends
     * the text.
     */
    static StoredJson of(ItemData data, int maxCharacters) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
        printer.indentObjectsWith(lines);
        printer.indentArraysWith(lines);
        StringWriter json = new StringWriter();
        try (JsonParser parser = data.parser();
                JsonGenerator generator = JSON.createGenerator(json)) {
            generator.setPrettyPrinter(printer);
            while (parser.nextToken() != null) {
                generator.copyCurrentEventExact(parser);
                generator.flush();
                if (json.getBuffer().length() > maxCharacters) {
                    return new StoredJson(cut(json.toString(), maxCharacters), false);
                }
            }
        } catch (IOException e) {
            return new StoredJson(json.toString(), false);
        }
        return new StoredJson(json.toString(), true);
    }

    private static String cut(String text, int maxCharacters) {
        boolean splitsPair = Character.isHighSurrogate(text.charAt(maxCharacters - 1));
        return text.substring(0, splitsPair ? maxCharacters - 1 : maxCharacters);
    }
}
