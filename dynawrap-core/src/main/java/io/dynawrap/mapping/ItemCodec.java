package io.dynawrap.mapping;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.StdDateFormat;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.change.ChangeResult;
import io.dynawrap.key.ItemKey;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Converts models to stored fields and back with Jackson 2. Examines each model class once and keeps the result. Safe
 * for use by many threads.
 *
 * <p>The application's mapper decides how the fields of a model are named and written. The codec sets on a copy of it
 * what the stored form requires. This is: dates and times as ISO text, enums by name, no absent values, unknown fields
 * ignored on read, fractions without a type as {@link java.math.BigDecimal}.
 */
public final class ItemCodec {

    /** The maximum size of an item in bytes as DynamoDB counts, key and names included: 400 KB. */
    public static final int MAX_ITEM_BYTES = ItemSize.MAX_ITEM_BYTES;

    /** The maximum length of a field name, in bytes of UTF-8. */
    public static final int MAX_NAME_BYTES = ItemSize.MAX_NAME_BYTES;

    /** The maximum number of significant digits of a number. */
    public static final int MAX_NUMBER_DIGITS = ItemSize.MAX_DIGITS;

    /** The maximum depth of nested lists and maps. */
    public static final int MAX_DEPTH = ItemSize.MAX_DEPTH;

    /**
     * Writes plain JSON, whatever the application's mapper writes. A name can be as long as an attribute name in
     * DynamoDB.
     */
    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(ItemSize.MAX_NAME_BYTES)
                    .build())
            .build();

    private final ObjectMapper mapper;
    private final Map<Class<?>, ItemType<?>> types = new ConcurrentHashMap<>();

    private ItemCodec(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Creates a codec with a default mapper.
     *
     * @return the codec
     */
    public static ItemCodec create() {
        return of(JsonMapper.builder().build());
    }

    /**
     * Creates a codec with a copy of the application's mapper.
     *
     * @param mapper the application's mapper, which is not changed
     * @return the codec
     * @throws IllegalArgumentException if the mapper has default typing, which would let stored data choose classes
     */
    public static ItemCodec of(ObjectMapper mapper) {
        ObjectMapper copy =
                Objects.requireNonNull(mapper, "'mapper' must not be null").copy();
        if (hasDefaultTyping(copy, copy.getDeserializationConfig())
                || hasDefaultTyping(copy, copy.getSerializationConfig())) {
            throw new IllegalArgumentException(
                    "The ObjectMapper has default typing, which lets stored data choose the classes that are created from it."
                            + " Give a mapper without it; annotate the types that need it with @JsonTypeInfo(use = NAME).");
        }
        fixStoredForm(copy);
        return new ItemCodec(copy);
    }

    private static boolean hasDefaultTyping(ObjectMapper mapper, MapperConfig<?> config) {
        return config.getDefaultTyper(mapper.constructType(Object.class)) != null;
    }

    private static void fixStoredForm(ObjectMapper mapper) {
        mapper.registerModules(
                StrictReading.module(mapper),
                new JavaTimeModule(),
                new Jdk8Module(),
                new NoClassNames(),
                IsoInstants.module());
        StrictReading.apply(mapper);
        mapper.configure(EnumFeature.WRITE_ENUMS_TO_LOWERCASE, false);
        mapper.configure(JsonNodeFeature.WRITE_NULL_PROPERTIES, true);
        mapper.disable(
                SerializationFeature.INDENT_OUTPUT,
                SerializationFeature.WRAP_ROOT_VALUE,
                SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                SerializationFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE,
                SerializationFeature.WRITE_DATE_KEYS_AS_TIMESTAMPS,
                SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
                SerializationFeature.WRITE_ENUMS_USING_INDEX,
                SerializationFeature.WRITE_ENUMS_USING_TO_STRING,
                SerializationFeature.WRITE_ENUM_KEYS_USING_INDEX,
                SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED);
        mapper.enable(SerializationFeature.WRAP_EXCEPTIONS, SerializationFeature.WRITE_DATES_WITH_ZONE_ID);
        mapper.disable(
                DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
                DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES,
                DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.READ_ENUMS_USING_TO_STRING,
                DeserializationFeature.UNWRAP_ROOT_VALUE);
        mapper.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        mapper.setBase64Variant(Base64Variants.MIME_NO_LINEFEEDS);
        mapper.setDateFormat(new StdDateFormat().withColonInTimeZone(true).withLenient(false));
        mapper.setTimeZone(TimeZone.getTimeZone("UTC"));
        mapper.setDefaultPropertyInclusion(
                JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS));
        mapper.setSerializerFactory(mapper.getSerializerFactory().withSerializerModifier(new AbsentFields(mapper)));
        mapper.setAnnotationIntrospectors(
                new ModelAnnotations(mapper.getSerializationConfig().getAnnotationIntrospector()),
                new ModelAnnotations(mapper.getDeserializationConfig().getAnnotationIntrospector()));
        mapper.setPolymorphicTypeValidator(new NoClassNames.Validator());
        mapper.addHandler(new PythonDateTimes());
    }

    /**
     * Returns the type of a model. Examines the class on the first call.
     *
     * @param model the class
     * @param <T> the model
     * @return its type, the same on every call
     * @throws InvalidModelException if the class cannot be a model
     */
    public <T> ItemType<T> type(Class<T> model) {
        ItemType<?> known = types.get(Objects.requireNonNull(model, "'model' must not be null"));
        if (known == null) {
            known = types.computeIfAbsent(model, type -> new ModelInspection<>(mapper, type).inspect());
        }
        @SuppressWarnings("unchecked")
        ItemType<T> type = (ItemType<T>) known;
        return type;
    }

    /**
     * Writes the fields of an item and checks every limit. The schema version is one of the fields if the model
     * declares it.
     *
     * @param type the item's type, from {@link #type}
     * @param item the item
     * @param key its key, which is part of its size
     * @param sink the generator to which the fields are written, as one object
     * @param <T> the model
     * @return the size of the item in bytes as DynamoDB counts, key and names included
     * @throws InvalidItemException if the item exceeds a limit or has a value that cannot be stored
     */
    public <T> int encode(ItemType<T> type, T item, ItemKey key, JsonGenerator sink) {
        return encode(type, item, key, ItemMapping.OWN_VERSION, sink);
    }

    /**
     * Writes the fields of an item with another version than it holds.
     *
     * @param type the item's type, from {@link #type}
     * @param item the item
     * @param key its key, which is part of its size
     * @param version the value of the field with {@link io.dynawrap.ItemVersion}; 0 for the item's version
     * @param sink the generator to which the fields are written, as one object
     * @param <T> the model
     * @return the size of the item in bytes as DynamoDB counts, key and names included
     * @throws InvalidItemException if the item exceeds a limit or has a value that cannot be stored
     */
    public <T> int encode(ItemType<T> type, T item, ItemKey key, long version, JsonGenerator sink) {
        return type.mapping().write(item, key, version, sink);
    }

    /**
     * Returns the fields of an item as plain values: {@code String}, {@code BigDecimal}, {@code Boolean}, {@code byte[]}, {@code
     * List} and {@code Map}. Every limit is checked.
     *
     * @param type the item's type, from {@link #type}
     * @param item the item
     * @param key its key, which is part of its size
     * @param version the value of the field with {@link io.dynawrap.ItemVersion}; 0 for the item's version
     * @param <T> the model
     * @return the fields by serialised name
     * @throws InvalidItemException if the item exceeds a limit or has a value that cannot be stored
     */
    public <T> Map<String, @Nullable Object> fields(ItemType<T> type, T item, ItemKey key, long version) {
        return type.mapping().fields(item, key, version);
    }

    /**
     * Returns a parser of fields that are given as plain values.
     *
     * @param fields the fields, as {@link #fields} returns them
     * @return the parser, before the start of one object
     */
    public JsonParser parser(Map<String, ? extends @Nullable Object> fields) {
        return PlainValues.parser(fields);
    }

    /**
     * Writes fields that are given as plain values, and checks every limit.
     *
     * @param type the item's type, from {@link #type}
     * @param fields the fields, as {@link #fields} returns them
     * @param key the key, which is part of the size
     * @param sink the generator to which the fields are written, as one object
     * @return the size of the item in bytes as DynamoDB counts, key and names included
     * @throws InvalidItemException if the item exceeds a limit
     */
    public int encode(
            ItemType<?> type, Map<String, ? extends @Nullable Object> fields, ItemKey key, JsonGenerator sink) {
        return type.mapping().write(fields, key, sink);
    }

    /**
     * Reads an item from its stored fields. Fields of the key that are absent among them, or null, are taken from the key.
     *
     * @param type the item's type, from {@link #type}
     * @param key the key under which it is stored
     * @param schemaVersion the schema version stored with it, or {@code null} without such a text
     * @param data the fields, as one object; this method closes it
     * @param <T> the model
     * @return the item
     * @throws UnreadableItemException if the fields cannot be read as the model, or its key is another one
     */
    public <T> T decode(ItemType<T> type, ItemKey key, @Nullable String schemaVersion, JsonParser data) {
        return type.mapping().read(key, schemaVersion, data);
    }

    /**
     * Compares an item with what was read back of it: what is stored of both, and their values as far as they can be compared.
     * Fields that are computed from others are not compared, nor is the order in sets and maps.
     *
     * @param type the item's type, from {@link #type}
     * @param item the item
     * @param readBack what {@link #decode} returned for the fields that {@link #encode} wrote
     * @param <T> the model
     * @throws InvalidItemException if a value changed; the message has the model and the path
     */
    public <T> void checkUnchanged(ItemType<T> type, T item, T readBack) {
        type.mapping().checkUnchanged(item, readBack);
    }

    /**
     * Reads a change record as a model. Never throws because of the contents of the record.
     *
     * @param model the model's class
     * @param change the record
     * @param <T> the model
     * @return the change, or the reason why the record holds no readable change of the model
     * @throws InvalidModelException if the class cannot be a model
     */
    public <T> ChangeResult<T> decode(Class<T> model, StoredChange change) {
        return new ChangeDecoder<>(type(model)).decode(change);
    }
}
