package io.dynawrap.mapping;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an item is still the same when it was written and read: what would be stored of it, and its values, as far as
 * they can be compared. The order of fields and of elements is not compared, because sets and maps have their own. Values
 * that are only computed from others are not compared either.
 */
final class ItemComparison {

    private final ObjectMapper mapper;

    /** Fields that are stored but never read, with whether that is what their annotation says. */
    private final Map<String, Boolean> computed = new HashMap<>();

    /**
     * Examines a model.
     *
     * @throws JsonMappingException if Jackson cannot handle it
     */
    ItemComparison(ObjectMapper mapper, JavaType model) throws JsonMappingException {
        this.mapper = mapper;
        JsonDeserializer<Object> deserializer = ModelConstruction.deserializer(mapper, model);
        if (deserializer instanceof BeanDeserializerBase bean
                && !bean.getValueInstantiator().canCreateUsingDelegate()) {
            for (BeanPropertyDefinition property :
                    mapper.getSerializationConfig().introspect(model).findProperties()) {
                if (property.couldSerialize() && bean.findProperty(property.getName()) == null) {
                    computed.put(property.getName(), isReadOnly(property));
                }
            }
        }
    }

    private boolean isReadOnly(BeanPropertyDefinition property) {
        DeserializationConfig config = mapper.getDeserializationConfig();
        return property.getPrimaryMember() != null
                && config.getAnnotationIntrospector().findPropertyAccess(property.getPrimaryMember())
                        == JsonProperty.Access.READ_ONLY;
    }

    /** Where two items differ in what is stored of them, or {@code null} if they do not. */
    @Nullable String changedForm(String item, String readBack) {
        ObjectNode stored = tree(item);
        ObjectNode again = tree(readBack);
        computed.forEach((name, readOnly) -> {
            if (!readOnly || again.has(name)) {
                stored.remove(name);
                again.remove(name);
            }
        });
        return changed(stored, again, "");
    }

    /** Where the values of two items differ, or {@code null} if no difference is known. */
    @Nullable String changedValue(Object item, Object readBack) {
        return new ValueComparison(mapper).changed(item, readBack, "");
    }

    private ObjectNode tree(String json) {
        try (JsonParser parser = ItemCodec.JSON.createParser(json)) {
            return (ObjectNode) mapper.reader().readTree(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String changed(JsonNode stored, @Nullable JsonNode again, String path) {
        if (again == null) {
            return path;
        }
        if (stored.equals(again)) {
            return null;
        }
        if (stored instanceof ObjectNode object && again instanceof ObjectNode other) {
            // fields that are new are those of a value that was null, and compared as values
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                String name = field.getKey();
                String changed = changed(field.getValue(), other.get(name), path + ItemFaults.step(name));
                if (changed != null) {
                    return changed;
                }
            }
            return null;
        }
        if (stored instanceof ArrayNode array && again instanceof ArrayNode other) {
            if (unordered(array).equals(unordered(other))) {
                return null;
            }
            for (int i = 0; i < array.size() && array.size() == other.size(); i++) {
                String changed = changed(array.get(i), other.get(i), path + "/" + i);
                if (changed != null) {
                    return changed;
                }
            }
        }
        return path;
    }

    /** A value that equals others with the same elements in another order. */
    private static Object unordered(JsonNode node) {
        if (node instanceof ArrayNode array) {
            Map<Object, Integer> elements = new HashMap<>();
            array.forEach(element -> elements.merge(unordered(element), 1, Integer::sum));
            return elements;
        }
        if (node instanceof ObjectNode object) {
            Set<Map.Entry<String, Object>> fields = new HashSet<>();
            object.properties().forEach(field -> fields.add(Map.entry(field.getKey(), unordered(field.getValue()))));
            return fields;
        }
        return node;
    }
}
