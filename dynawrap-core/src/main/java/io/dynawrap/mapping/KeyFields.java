package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.PropertyWriter;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import io.dynawrap.KeyValues;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.ModelKeys;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a model that are in its key: their values in an item, and the form in which they are stored among the other
 * fields. Immutable.
 */
final class KeyFields {

    private static final int NOT_A_KEY_FIELD = -1;

    private final ObjectMapper mapper;
    private final JavaType model;
    private final ModelKeys keys;
    private final Map<String, AnnotatedMember> members;
    private final String[] names;
    private final boolean[] readable;

    /** Further names under which the fields are read, in lower case if case is ignored; most models have none. */
    private final Map<String, Integer> otherNames = new HashMap<>();

    private boolean ignoresCase;

    /**
     * Examines the fields in the key of a model.
     *
     * @param members how the value of each of them is read from an item
     * @throws JsonMappingException if Jackson cannot handle the model
     */
    KeyFields(ObjectMapper mapper, JavaType model, ModelKeys keys, Map<String, AnnotatedMember> members)
            throws JsonMappingException {
        this.mapper = mapper;
        this.model = model;
        this.keys = keys;
        this.members = members;
        this.names = keys.fieldTypes().keySet().toArray(String[]::new);
        this.readable = new boolean[names.length];
        examine(ModelConstruction.deserializer(mapper, model));
    }

    private void examine(JsonDeserializer<Object> deserializer) {
        DeserializationConfig config = mapper.getDeserializationConfig();
        BeanDescription description = config.introspect(model);
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            if (deserializer instanceof BeanDeserializerBase bean) {
                SettableBeanProperty property = bean.findProperty(name);
                readable[i] = property != null || bean.getValueInstantiator().canCreateUsingDelegate();
                if (property != null) {
                    addOtherNames(i, property.findAliases(config));
                    ignoresCase |= ignoresCase(bean, name, property);
                }
            } else {
                readable[i] = true;
                for (BeanPropertyDefinition property : description.findProperties()) {
                    if (property.getName().equals(name)) {
                        addOtherNames(i, property.findAliases());
                    }
                }
            }
        }
        if (ignoresCase) {
            for (int i = 0; i < names.length; i++) {
                addOtherNames(i, List.of(PropertyName.construct(names[i])));
            }
            Map<String, Integer> lowerCase = new HashMap<>();
            otherNames.forEach((name, index) -> lowerCase.put(name.toLowerCase(Locale.ROOT), index));
            otherNames.putAll(lowerCase);
        }
    }

    private static boolean ignoresCase(BeanDeserializerBase bean, String name, SettableBeanProperty property) {
        String changed = name.toUpperCase(Locale.ROOT);
        if (changed.equals(name)) {
            changed = name.toLowerCase(Locale.ROOT);
        }
        return !changed.equals(name) && bean.findProperty(changed) == property;
    }

    private void addOtherNames(int index, @Nullable List<PropertyName> aliases) {
        if (aliases != null) {
            aliases.forEach(alias -> otherNames.put(alias.getSimpleName(), index));
        }
    }

    int count() {
        return names.length;
    }

    /** Which field of the key is stored under a name, or a negative number. */
    int indexOf(String name) {
        for (int i = 0; i < names.length; i++) {
            if (name.equals(names[i])) {
                return i;
            }
        }
        if (otherNames.isEmpty()) {
            return NOT_A_KEY_FIELD;
        }
        Integer index = otherNames.get(ignoresCase ? name.toLowerCase(Locale.ROOT) : name);
        return index == null ? NOT_A_KEY_FIELD : index;
    }

    /** Whether Jackson reads a field; a value that is only computed from others is not read. */
    boolean isRead(int index) {
        return readable[index];
    }

    /** The value of a field in an item. */
    @Nullable Object value(Object item, String name) {
        AnnotatedMember member = members.get(name);
        if (member == null) {
            throw new IllegalStateException("No member for the key field " + name);
        }
        return member.getValue(item);
    }

    /** As {@link ModelKeys#differingField}, for the values of an item. */
    @Nullable String differingField(ItemKey key, Object item) {
        return keys.differingField(key, name -> value(item, name));
    }

    /** The pattern in which a field stands. */
    String patternOf(String name) {
        return keys.partitionKey().names().contains(name)
                ? keys.partitionKey().text()
                : keys.sortKey().text();
    }

    String patterns() {
        return "'" + keys.partitionKey() + "' and '" + keys.sortKey() + "'";
    }

    /** The values in a key, or empty if it is not a key of the model. */
    Optional<KeyValues> parse(ItemKey key) {
        return keys.parse(key);
    }

    /** Writes a field as it would be stored, so that Jackson reads it as its own type. */
    void write(int index, KeyValues values, JsonGenerator generator) throws IOException {
        String name = names[index];
        Object value = values.get(name);
        generator.writeFieldName(name);
        if (value == null) {
            generator.writeNull();
            return;
        }
        SerializerProvider provider = mapper.getSerializerProviderInstance();
        serializer(name, value, provider).serialize(value, generator, provider);
    }

    private JsonSerializer<Object> serializer(String name, Object value, SerializerProvider provider)
            throws JsonMappingException {
        BeanPropertyWriter writer = writer(name, provider);
        if (writer == null) {
            return provider.findValueSerializer(value.getClass());
        }
        JsonSerializer<Object> own = writer.getSerializer();
        return own != null ? own : provider.findValueSerializer(value.getClass(), writer);
    }

    private @Nullable BeanPropertyWriter writer(String name, SerializerProvider provider) throws JsonMappingException {
        if (provider.findValueSerializer(model) instanceof BeanSerializerBase bean) {
            Iterator<PropertyWriter> properties = bean.properties();
            while (properties.hasNext()) {
                if (properties.next() instanceof BeanPropertyWriter writer
                        && writer.getName().equals(name)) {
                    return writer;
                }
            }
        }
        return null;
    }
}
