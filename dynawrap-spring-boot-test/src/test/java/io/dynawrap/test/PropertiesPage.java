package io.dynawrap.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table of all properties, made from the metadata that editors read. */
final class PropertiesPage {

    private static final Map<String, String> WORDS = Map.of(
            "java.lang.Boolean", "boolean",
            "java.lang.Integer", "number",
            "java.lang.Long", "number",
            "java.lang.String", "text",
            "java.net.URI", "URI",
            "java.time.Duration", "duration",
            "java.util.List<java.lang.String>", "list of texts",
            // actuator is not among the dependencies here
            "org.springframework.boot.actuate.endpoint.Access", "`none`, `read-only`, `unrestricted`");

    private PropertiesPage() {}

    /** Every property with dynawrap in its name that some library on the class path describes, by name. */
    static SortedMap<String, JsonNode> properties() throws IOException {
        SortedMap<String, JsonNode> properties = new TreeMap<>();
        for (URL metadata : Collections.list(
                PropertiesPage.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            for (JsonNode property :
                    JsonMapper.builder().build().readTree(metadata).get("properties")) {
                String name = property.get("name").asText();
                if (Arrays.asList(name.split("\\.")).contains("dynawrap")) {
                    properties.put(name, property);
                }
            }
        }
        return properties;
    }

    static String table() throws IOException {
        return properties().values().stream()
                .map(PropertiesPage::row)
                .collect(Collectors.joining("", "| property | type | default | meaning |\n|---|---|---|---|\n", ""));
    }

    private static String row(JsonNode property) {
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        property.get("name").asText(),
                        type(property.get("type").asText()),
                        property.has("defaultValue") ? value(property.get("defaultValue")) : "",
                        property.get("description").asText().replace("|", "\\|"));
    }

    private static String value(JsonNode value) {
        return value.asText().isEmpty() ? "empty" : "`" + value.asText() + "`";
    }

    private static String type(String type) {
        if (type.startsWith("java.util.Map<")) {
            return "map";
        }
        String word = WORDS.get(type);
        return word != null ? word : constants(type);
    }

    private static String constants(String type) {
        try {
            Object[] constants = Class.forName(type).getEnumConstants();
            if (constants == null) {
                throw new IllegalStateException(type + " is no enum. Give it a word in " + PropertiesPage.class);
            }
            return Arrays.stream(constants)
                    .map(constant ->
                            ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .map(name -> "`" + name + "`")
                    .collect(Collectors.joining(", "));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("Metadata names a type that is not there", e);
        }
    }
}
