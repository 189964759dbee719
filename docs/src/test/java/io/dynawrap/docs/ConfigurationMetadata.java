package io.dynawrap.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.ClassUtils;

/** The properties that the jars on the class path describe for editors, with their types. */
final class ConfigurationMetadata {

    private static final String FILE = "META-INF/spring-configuration-metadata.json";

    private final Map<String, String> types = new HashMap<>();

    private ConfigurationMetadata() {}

    static ConfigurationMetadata ofClassPath() {
        ConfigurationMetadata metadata = new ConfigurationMetadata();
        JsonMapper json = new JsonMapper();
        try {
            for (URL file : Collections.list(
                    ConfigurationMetadata.class.getClassLoader().getResources(FILE))) {
                for (JsonNode property : json.readTree(file).path("properties")) {
                    metadata.types.put(
                            property.path("name").textValue(),
                            property.path("type").asText("java.lang.String"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return metadata;
    }

    /** What is wrong with a property, or null if nothing is. */
    @Nullable String faultOf(String name, @Nullable Object value) {
        String type = types.get(name);
        if (type == null) {
            return isEntryOfAMap(name) ? null : "there is no such property";
        }
        try {
            bind(name, String.valueOf(value), Class.forName(rawType(type)));
            return null;
        } catch (BindException e) {
            return String.valueOf(e.getCause());
        } catch (ClassNotFoundException e) {
            return null; // a type of a library that is not on this class path: the name is all that can be told
        }
    }

    private boolean isEntryOfAMap(String name) {
        for (ConfigurationPropertyName parent = ConfigurationPropertyName.adapt(name, '.');
                !parent.isEmpty();
                parent = parent.getParent()) {
            String type = types.get(parent.toString());
            if (type != null && (type.startsWith("java.util.Map") || type.equals("java.util.Properties"))) {
                return true;
            }
        }
        return false;
    }

    private static void bind(String name, String value, Class<?> type) {
        new Binder(new MapConfigurationPropertySource(Map.of(name, value)))
                .bind(name, Bindable.of(ClassUtils.resolvePrimitiveIfNecessary(type)));
    }

    private static String rawType(String type) {
        int generics = type.indexOf('<');
        return generics < 0 ? type : type.substring(0, generics);
    }
}
