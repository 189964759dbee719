package io.dynawrap.explorer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.dynawrap.spi.ItemData;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields of a stored item, each as a short text. Texts are shown as they are, all other values as JSON.
 *
 * @param values the texts by name, in the order in which they are stored
 */
record StoredFields(Map<String, Html> values) {

    private static final int MAX_CHARACTERS = 80;

    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).build();

    /** Shortens the fields. Data that cannot be read, such as too deep nesting, ends the fields. */
    static StoredFields of(ItemData data) {
        Map<String, Html> values = new LinkedHashMap<>();
        try (JsonParser parser = data.parser()) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                values.put(name, value(parser, parser.nextToken()));
            }
        } catch (IOException e) {
            return new StoredFields(values);
        }
        return new StoredFields(values);
    }

    private static Html value(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            String text = parser.getText();
            return text.isBlank() ? json("\"" + text + "\"") : Html.of("%s", shortened(text, MAX_CHARACTERS));
        }
        return json(structure(parser));
    }

    private static Html json(String text) {
        return Html.of("<code>%s</code>", shortened(text, MAX_CHARACTERS));
    }

    /** Returns the start of a value as JSON, and moves the parser to its end. */
    private static String structure(JsonParser parser) throws IOException {
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(json)) {
            int depth = 0;
            do {
                JsonToken token = parser.currentToken();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (json.getBuffer().length() <= MAX_CHARACTERS) {
                    generator.copyCurrentEventExact(parser);
                    generator.flush();
                }
            } while (depth > 0 && parser.nextToken() != null);
        }
        return json.toString();
    }

    /** Returns at most so many characters of a text, with an ellipsis if that is not all of it. */
    static String shortened(String text, int characters) {
        return text.length() <= characters || text.codePointCount(0, text.length()) <= characters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, characters)) + "\u2026";
    }
}
