package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.dynawrap.SchemaVersion;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a model's items as they are read. The schema version is the version that the backend stores, never a
 * stored field, and is present only if the model declares it.
 */
final class ItemFields {

    private final String currentVersion;
    private final boolean showsVersion;

    ItemFields(String currentVersion, boolean showsVersion) {
        this.currentVersion = currentVersion;
        this.showsVersion = showsVersion;
    }

    String currentVersion() {
        return currentVersion;
    }

    boolean showsVersion() {
        return showsVersion;
    }

    /** Returns a parser of the stored fields, with the stored schema version among them if the model declares it. */
    JsonParser parser(JsonParser data, @Nullable String storedVersion) {
        return new FieldsParser(data, showsVersion ? storedVersion : null);
    }

    /**
     * Reads the stored fields and adds the schema version. Usually the stored fields contain it already with the same
     * text, which is passed through. Another value under its name is replaced. If it is missing, it is added at the
     * end.
     */
    private static final class FieldsParser extends JsonParserDelegate {

        /**
         * Far more than the codec ever writes. Small enough for the stack of any thread, for a model that is nested in
         * itself and deep data from another writer.
         */
        private static final int MAX_DEPTH = 200;

        private final JsonParser stored;

        /** The version that is still to be added, or {@code null} if every field of its name is left out. */
        private @Nullable String version;

        private int depth;
        private boolean atVersionName;
        private boolean completed;

        FieldsParser(JsonParser stored, @Nullable String version) {
            super(stored);
            this.stored = stored;
            this.version = version;
        }

        @Override
        @SuppressWarnings("NullAway") // Jackson's contract: null at the end of the input
        public JsonToken nextToken() throws IOException {
            JsonToken token = delegate.nextToken();
            if (token != null && token.isScalarValue() && !atVersionName) {
                return token;
            }
            if (token == null && delegate != stored) {
                delegate = stored;
                token = completed ? JsonToken.END_OBJECT : stored.nextToken();
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

        private @Nullable JsonToken topLevel(@Nullable JsonToken next) throws IOException {
            if (atVersionName) {
                atVersionName = false;
                return versionInsteadOf(next);
            }
            JsonToken token = next;
            while (token == JsonToken.FIELD_NAME && SchemaVersion.FIELD_NAME.equals(stored.currentName())) {
                if (version != null) {
                    atVersionName = true;
                    return token;
                }
                stored.nextToken();
                stored.skipChildren();
                token = stored.nextToken();
            }
            if (token == JsonToken.END_OBJECT && version != null) {
                completed = true;
                return showVersion(version, JsonToken.FIELD_NAME);
            }
            return token;
        }

        private @Nullable JsonToken versionInsteadOf(@Nullable JsonToken value) throws IOException {
            String shown = version;
            if (shown == null || (value == JsonToken.VALUE_STRING && shown.equals(stored.getText()))) {
                version = null;
                return value;
            }
            stored.skipChildren();
            return showVersion(shown, JsonToken.VALUE_STRING);
        }

        /** Continues with the field of the version, from its name or its value on. */
        private JsonToken showVersion(String shown, JsonToken from) throws IOException {
            version = null;
            TokenBuffer field = new TokenBuffer(getCodec(), false);
            field.writeStartObject();
            field.writeStringField(SchemaVersion.FIELD_NAME, shown);
            delegate = field.asParser();
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
