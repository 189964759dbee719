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
 * The fields of a model's items as they are read: the schema version comes from where the backend keeps it, never from
 * among the stored fields, and is shown only to a model that asks for it.
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

    /** The stored fields with the stored schema version among them, as far as the model shows it. */
    JsonParser parser(JsonParser data, @Nullable String storedVersion) {
        return new FieldsParser(data, showsVersion ? storedVersion : null);
    }

    /**
     * Reads the stored fields. The schema version that is to be shown most often stands among them with the same text,
     * and then goes through; another value in its place gives way to it, and where it is missing it comes last.
     */
    private static final class FieldsParser extends JsonParserDelegate {

        /**
         * Far beyond what is ever written here, and well within the stack of any thread for a model that is nested in
         * itself, however deep the data of another writer is.
         */
        private static final int MAX_DEPTH = 200;

        private final JsonParser stored;

        /** The version that is still to be shown, or {@code null} if every field of its name is left out. */
        private @Nullable String version;

        private int depth;
        private boolean atVersionName;
        private boolean ended;

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
                token = ended ? JsonToken.END_OBJECT : stored.nextToken();
            }
            if (depth == 1 && delegate == stored && !ended) {
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
                return versionInPlaceOf(next);
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
                ended = true;
                return showVersion(version, JsonToken.FIELD_NAME);
            }
            return token;
        }

        private @Nullable JsonToken versionInPlaceOf(@Nullable JsonToken value) throws IOException {
            String shown = version;
            if (shown == null || (value == JsonToken.VALUE_STRING && shown.equals(stored.getText()))) {
                version = null;
                return value;
            }
            stored.skipChildren();
            return showVersion(shown, JsonToken.VALUE_STRING);
        }

        /** Goes on with a field of its own, from its name or its value on. */
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
