package io.dynawrap.autoconfigure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The description of the properties that editors read. */
public final class EditorMetadata {

    private EditorMetadata() {}

    static JsonNode read() throws IOException {
        try (InputStream file =
                EditorMetadata.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return JsonMapper.builder().build().readTree(file);
        }
    }

    /** The properties that have a default, each with its default. */
    public static List<String> defaults() throws IOException {
        List<String> defaults = new ArrayList<>();
        read().get("properties").forEach(property -> {
            if (property.has("defaultValue")) {
                defaults.add(property.get("name").asText() + "="
                        + property.get("defaultValue").asText());
            }
        });
        return defaults;
    }
}
