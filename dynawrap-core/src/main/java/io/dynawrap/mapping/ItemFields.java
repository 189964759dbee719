package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.base.ParserBase;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.dynawrap.KeyValues;
import io.dynawrap.SchemaVersion;
import io.dynawrap.key.ItemKey;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a model's items as they are read. The schema version is the version that the backend stores, never a
 * stored field, and is present only if the model declares it. Fields of the key that are absent, or
 * null, come from the key.
 */
final class ItemFields {

    private final String currentVersion;
    private final boolean showsVersion;
    private final @Nullable VersionField version;
    private final KeyFields keyFields;

    ItemFields(String currentVersion, boolean showsVersion, @Nullable VersionField version, KeyFields keyFields) {
        this.currentVersion = currentVersion;
        this.showsVersion = showsVersion;
        this.version = version;
        this.keyFields = keyFields;
    }

    String currentVersion() {
        return currentVersion;
    }

    boolean showsVersion() {
        return showsVersion;
    }

    /** Returns the field that counts the writes of an item, or {@code null}. */
    @Nullable VersionField version() {
        return version;
    }

    KeyFields keyFields() {
        return keyFields;
    }

    /**
     * Returns a parser of the stored fields, with the stored schema version among them if the model declares it.
     *
     * @param key the key under which they are stored, or {@code null} if no field is taken from it
     */
    JsonParser parser(JsonParser data, @Nullable String storedVersion, @Nullable ItemKey key) {
        String zeroIfNull = version != null && version.isPrimitive() ? version.name() : null;
        return new FieldsParser(data, showsVersion ? storedVersion : null, zeroIfNull, keyFields, key);
    }

    /**
     * Reads the stored fields and adds the schema version. Usually the stored fields contain it already with the same
     * text, which is passed through. Another value under its name is replaced. So is a null in a field of the key.
     * What is missing is added at the end.
     */
    private static final class FieldsParser extends JsonParserDelegate {

        /**
         * Far more than the codec ever writes. Small enough for the stack of any thread, for a model that is nested in
         * itself and deep data from another writer.
         */
        private static final int MAX_DEPTH = 200;

        private static final int NO_KEY_FIELD = -1;
        private static final int ITEM_VERSION = -2;

        private final JsonParser stored;
        /** The field that counts the writes and is 0 if it is stored as NULL, or {@code null} if there is no such field. */
        private final @Nullable String zeroIfNull;

        private final KeyFields keyFields;
        private final @Nullable ItemKey key;
        /** The fields of the key that were read so far. */
        private final boolean[] found;

        private int absent;

        /** The version that is still to be added, or {@code null} if every field of its name is left out. */
        private @Nullable String version;

        private int depth;

        /** Whether the last token was the name of a field whose value might have to be replaced. */
        private boolean atOwnName;

        /** The field of the key whose name was the last token; without it, the name was that of a version. */
        private int keyField = NO_KEY_FIELD;

        private boolean completed;

        FieldsParser(
                JsonParser stored,
                @Nullable String version,
                @Nullable String zeroIfNull,
                KeyFields keyFields,
                @Nullable ItemKey key) {
            super(stored);
            this.stored = stored;
            this.version = version;
            this.zeroIfNull = zeroIfNull;
            this.keyFields = keyFields;
            this.key = key;
            this.absent = key == null ? 0 : keyFields.count();
            this.found = new boolean[absent];
        }

        @Override
        @SuppressWarnings("NullAway") // Jackson's contract: null at the end of the input
        public JsonToken nextToken() throws IOException {
            JsonToken token = delegate.nextToken();
            if (token == null && delegate != stored) {
                delegate = stored;
                token = completed ? JsonToken.END_OBJECT : stored.nextToken();
            }
            if (token != null && token.isScalarValue() && !atOwnName) {
                return token.isNumeric() && delegate == stored ? canonicalNumber(token) : token;
            }
            if (depth == 1 && delegate == stored && !completed) {
                token = topLevel(token);
            }
            if (token != null) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth > MAX_DEPTH) {
                    throw new JsonParseException(this, "The item is nested more than " + MAX_DEPTH + " levels deep");
                }
            }
            return token;
        }

        /** One number has one form, which one database keeps and the other does not: 3.0 is 3, and 1.50 is 1.5. */
        private JsonToken canonicalNumber(JsonToken token) throws IOException {
            // a whole number in a JSON text has neither an exponent nor zeros before it
            boolean wholeInJson = token == JsonToken.VALUE_NUMBER_INT && stored instanceof ParserBase;
            String canonical = wholeInJson ? null : ExactNumbers.canonical(stored);
            if (canonical == null) {
                return token;
            }
            JsonParser number = ItemCodec.JSON.createParser(canonical);
            number.setCodec(getCodec());
            delegate = number;
            return number.nextToken();
        }

        private @Nullable JsonToken topLevel(@Nullable JsonToken next) throws IOException {
            if (atOwnName) {
                atOwnName = false;
                return switch (keyField) {
                    case NO_KEY_FIELD -> versionInsteadOf(next);
                    case ITEM_VERSION -> zeroInsteadOf(next);
                    default -> keyFieldInsteadOf(next);
                };
            }
            JsonToken token = next;
            while (token == JsonToken.FIELD_NAME) {
                String name = stored.currentName();
                if (!isNoField(name)) {
                    if (name.equals(zeroIfNull)) {
                        keyField = ITEM_VERSION;
                        atOwnName = true;
                    } else if (absent > 0) {
                        keyField = keyFields.indexOf(name);
                        atOwnName = keyField != NO_KEY_FIELD;
                    }
                    return token;
                }
                if (version != null && SchemaVersion.FIELD_NAME.equals(name)) {
                    keyField = NO_KEY_FIELD;
                    atOwnName = true;
                    return token;
                }
                stored.nextToken();
                stored.skipChildren();
                token = stored.nextToken();
            }
            return token == JsonToken.END_OBJECT ? missing() : token;
        }

        /** Reports whether a name is one of those that are stored beside the fields on one of the databases. */
        private static boolean isNoField(String name) {
            return name.equals("PK") || name.equals("SK") || name.equals(SchemaVersion.FIELD_NAME);
        }

        private @Nullable JsonToken versionInsteadOf(@Nullable JsonToken value) throws IOException {
            String shown = version;
            version = null;
            if (shown == null || (value == JsonToken.VALUE_STRING && shown.equals(stored.getText()))) {
                return value;
            }
            stored.skipChildren();
            TokenBuffer field = new TokenBuffer(getCodec(), false);
            field.writeStartObject();
            field.writeStringField(SchemaVersion.FIELD_NAME, shown);
            return show(field, JsonToken.VALUE_STRING);
        }

        private @Nullable JsonToken zeroInsteadOf(@Nullable JsonToken value) throws IOException {
            if (value != JsonToken.VALUE_NULL) {
                return value != null && value.isNumeric() ? canonicalNumber(value) : value;
            }
            TokenBuffer field = new TokenBuffer(getCodec(), false);
            field.writeStartObject();
            field.writeNumberField(String.valueOf(zeroIfNull), 0);
            return show(field, JsonToken.VALUE_NUMBER_INT);
        }

        private @Nullable JsonToken keyFieldInsteadOf(@Nullable JsonToken value) throws IOException {
            int index = keyField;
            KeyValues values = value == JsonToken.VALUE_NULL ? valuesOfKey() : null;
            if (!found[index]) {
                found[index] = true;
                absent--;
            }
            if (values == null) {
                return value != null && value.isNumeric() ? canonicalNumber(value) : value;
            }
            TokenBuffer field = new TokenBuffer(getCodec(), false);
            field.writeStartObject();
            keyFields.write(index, values, field);
            show(field, JsonToken.FIELD_NAME);
            return delegate.nextToken();
        }

        /** The end of the object, or what is missing before it. */
        private JsonToken missing() throws IOException {
            if (version == null && absent == 0) {
                return JsonToken.END_OBJECT;
            }
            boolean complete = true;
            for (int i = 0; i < found.length; i++) {
                complete &= found[i] || !keyFields.isRead(i);
            }
            KeyValues values = complete ? null : valuesOfKey();
            if (values == null && version == null) {
                return JsonToken.END_OBJECT;
            }
            TokenBuffer fields = new TokenBuffer(getCodec(), false);
            fields.writeStartObject();
            if (version != null) {
                fields.writeStringField(SchemaVersion.FIELD_NAME, version);
                version = null;
            }
            for (int i = 0; values != null && i < found.length; i++) {
                if (!found[i] && keyFields.isRead(i)) {
                    keyFields.write(i, values, fields);
                }
            }
            completed = true;
            return show(fields, JsonToken.FIELD_NAME);
        }

        private @Nullable KeyValues valuesOfKey() {
            return key == null ? null : keyFields.parse(key).orElse(null);
        }

        /** Continues with other fields, from the name or the value of the first of them on. */
        private JsonToken show(TokenBuffer fields, JsonToken from) throws IOException {
            delegate = fields.asParser();
            JsonToken token = delegate.nextToken();
            while (token != from) {
                token = delegate.nextToken();
            }
            return from;
        }

        @Override
        public JsonToken nextValue() throws IOException {
            JsonToken token = nextToken();
            return token == JsonToken.FIELD_NAME ? nextToken() : token;
        }

        @Override
        public JsonParser skipChildren() throws IOException {
            JsonToken token = currentToken();
            if (token != null && token.isStructStart()) {
                int outside = depth - 1;
                while (depth > outside && token != null) {
                    token = nextToken();
                }
            }
            return this;
        }
    }
}
