package io.dynawrap.differential;

import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.ItemVersion;
import io.dynawrap.SchemaVersion;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say of one model, which is a record with nullable components: its keys, taken apart by regular
 * expressions, and its fields.
 *
 * @param fields the components but for the schema version
 * @param versionField the component that shows the schema version, if there is one
 * @param itemVersion the component that counts the writes, if there is one
 * @param expiryField the field at which items expire, if there is one; for a view that of its model
 */
record Model(
        Class<? extends Record> type,
        Role role,
        KeyForm partitionKey,
        KeyForm sortKey,
        Map<String, Kind> fields,
        @Nullable String versionField,
        @Nullable String itemVersion,
        @Nullable String expiryField)
        implements Searched {

    /** What may be done with a model. */
    enum Role {
        /** Everything. */
        OWN,
        /** It is read, never written. */
        VIEW,
        /** Nothing. */
        REFUSED,
        /** It is written by another store. */
        FOREIGN
    }

    /** A field in a key pattern; {@code width} is the number of digits it is padded to, or 0. */
    record Place(String name, int width) {}

    /**
     * A key pattern.
     *
     * @param texts the literal texts, one more than there are places; any may be empty
     */
    record KeyForm(List<String> texts, List<Place> places, Pattern keys) {

        private static final Pattern PLACE = Pattern.compile("\\{(\\w+)(?::0(\\d+))?}");

        static KeyForm of(String pattern) {
            List<String> texts = List.of(PLACE.split(pattern, -1));
            List<Place> places = new ArrayList<>();
            StringBuilder keys = new StringBuilder(Pattern.quote(texts.get(0)));
            for (MatchResult match : PLACE.matcher(pattern).results().toList()) {
                int width = match.group(2) == null ? 0 : Integer.parseInt(match.group(2));
                places.add(new Place(match.group(1), width));
                keys.append(width == 0 ? "([^#]+)" : "([0-9]{" + width + "})");
                keys.append(Pattern.quote(texts.get(places.size())));
            }
            return new KeyForm(texts, places, Pattern.compile(keys.toString()));
        }

        Set<String> names() {
            Set<String> names = new LinkedHashSet<>();
            places.forEach(place -> names.add(place.name()));
            return names;
        }

        /** The text up to the first place without a value, which is all of it if every place has one. */
        String upToGap(Map<String, String> values) {
            StringBuilder key = new StringBuilder(texts.get(0));
            for (int i = 0;
                    i < places.size() && values.containsKey(places.get(i).name());
                    i++) {
                key.append(values.get(places.get(i).name())).append(texts.get(i + 1));
            }
            return key.toString();
        }

        private boolean parse(String key, Map<String, Kind> kinds, Map<String, String> values) {
            Matcher matcher = keys.matcher(key);
            if (!matcher.matches()) {
                return false;
            }
            for (int i = 0; i < places.size(); i++) {
                String name = places.get(i).name();
                String text = matcher.group(i + 1);
                String before = values.putIfAbsent(name, text);
                if ((before != null && !before.equals(text))
                        || !kinds.get(name).isKeyText(text, places.get(i).width())) {
                    return false;
                }
            }
            return true;
        }
    }

    static Model of(Class<? extends Record> type, Role role) {
        DbItem item = type.getAnnotation(DbItem.class);
        Map<String, Kind> fields = new LinkedHashMap<>();
        String versionField = null;
        String itemVersion = null;
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(SchemaVersion.class)) {
                versionField = component.getName();
            } else if (component.getAccessor().isAnnotationPresent(ExpiresAt.class)) {
                fields.put(component.getName(), Kind.EXPIRY);
            } else {
                fields.put(component.getName(), Kind.of(component.getType()));
            }
            if (component.getAccessor().isAnnotationPresent(ItemVersion.class)) {
                itemVersion = component.getName();
            }
        }
        return new Model(
                type,
                role,
                KeyForm.of(item.pk()),
                KeyForm.of(item.sk()),
                fields,
                versionField,
                itemVersion,
                expiryField(type, item));
    }

    private static @Nullable String expiryField(Class<?> type, DbItem item) {
        Class<?> owner = item.viewOf() == void.class ? type : item.viewOf();
        return Arrays.stream(owner.getRecordComponents())
                .filter(component -> component.getAccessor().isAnnotationPresent(ExpiresAt.class))
                .map(RecordComponent::getName)
                .findFirst()
                .orElse(null);
    }

    Set<String> keyNames() {
        Set<String> names = new LinkedHashSet<>(partitionKey.names());
        names.addAll(sortKey.names());
        return names;
    }

    /** The field that a query matches as a prefix: a text at the very end, which stands nowhere else in the key. */
    @Nullable String prefixField() {
        List<Place> places = sortKey.places();
        if (places.isEmpty() || !sortKey.texts().get(places.size()).isEmpty()) {
            return null;
        }
        String last = places.get(places.size() - 1).name();
        long often = places.stream().filter(place -> place.name().equals(last)).count();
        return fields.get(last) == Kind.TEXT
                        && often == 1
                        && !partitionKey.names().contains(last)
                ? last
                : null;
    }

    /** The text of a field's value in the key, or {@code null} if it cannot stand there. */
    @Nullable String keyText(String name, @Nullable Object value) {
        int width = sortKey.places().stream()
                .filter(place -> place.name().equals(name))
                .mapToInt(Place::width)
                .findFirst()
                .orElse(0);
        String text = value == null ? null : fields.get(name).keyText(value, width);
        return text == null || text.isEmpty() || text.contains("#") || !StoredForm.isText(text) ? null : text;
    }

    /** The texts that a key was made of, or {@code null} if it is not a key of this model. */
    @Nullable Map<String, String> parse(String partition, String sort) {
        Map<String, String> values = new HashMap<>();
        return partitionKey.parse(partition, fields, values) && sortKey.parse(sort, fields, values) ? values : null;
    }

    /** The schema version as the stored form defines it. */
    String version() {
        DbItem item = type.getAnnotation(DbItem.class);
        if (!item.schemaVersion().isEmpty()) {
            return item.schemaVersion();
        }
        List<String> names = new ArrayList<>();
        fields.forEach((name, kind) -> {
            if (kind != Kind.MORE) {
                names.add("\"" + name + "\"");
            }
        });
        if (versionField != null) {
            names.add("\"schema_version\"");
        }
        names.sort(null);
        return md5("{\"fields\": [" + String.join(", ", names) + "], \"pk_pattern\": \"" + item.pk()
                + "\", \"sk_pattern\": \"" + item.sk() + "\"}");
    }

    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The record with some fields; the others are {@code null}. */
    Record make(Map<String, ?> values) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] arguments = Arrays.stream(components)
                .map(component -> values.get(component.getName()))
                .toArray();
        try {
            return type.getDeclaredConstructor(types).newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The fields of a record, in a form that can be compared. */
    static Map<String, @Nullable Object> fieldsOf(Record item) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : item.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(item);
                if (component.getType() == Map.class && value == null) {
                    value = Map.of();
                }
                fields.put(component.getName(), value instanceof byte[] bytes ? StoredForm.Bytes.of(bytes) : value);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(e);
            }
        }
        return fields;
    }

    @Override
    public List<Model> models() {
        return List.of(this);
    }

    @Override
    public String toString() {
        return type.getSimpleName();
    }
}
