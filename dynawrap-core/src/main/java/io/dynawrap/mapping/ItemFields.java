package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a model's items as they are read: the schema version comes from where the backend keeps it, never from
 * among the stored fields, and is shown only to a model that asks for it.
 */
final class ItemFields {

    private final String currentVersion;
    private final boolean showsVersion;
    private final TokenBuffer currentVersionField;

    ItemFields(String currentVersion, boolean showsVersion) {
        this.currentVersion = currentVersion;
        this.showsVersion = showsVersion;
        this.currentVersionField = versionField(currentVersion);
    }

    String currentVersion() {
        return currentVersion;
    }

    boolean showsVersion() {
        return showsVersion;
    }

    /** The stored fields with the stored schema version before them, as far as the model shows it. */
    JsonParser parser(JsonParser data, @Nullable String storedVersion) throws IOException {
        if (!showsVersion || storedVersion == null || data.nextToken() != JsonToken.START_OBJECT) {
            return new FieldsParser(data);
        }
        TokenBuffer version = storedVersion.equals(currentVersion) ? currentVersionField : versionField(storedVersion);
        return new FieldsParser(version.asParser(data.getCodec()), data);
    }

    /** The beginning of an object whose first field is the schema version. */
    private static TokenBuffer versionField(String version) {
        try {
            TokenBuffer buffer = new TokenBuffer(null, false);
            buffer.writeStartObject();
            buffer.writeStringField(ModelAnnotations.SCHEMA_VERSION, version);
            return buffer;
        } catch (IOException e) {
            throw new IllegalStateException("A buffer in memory takes every token", e);
        }
    }

    /** Reads a first field and then the stored ones, but for one that is called like the schema version. */
    private static final class FieldsParser extends JsonParserDelegate {

        /**
         * Far beyond what is ever written here, and well within the stack of any thread for a model that is nested in
         * itself, however deep the data of another writer is.
         */
        private static final int MAX_DEPTH = 200;

        private @Nullable JsonParser stored;
        private int depth;

        /** Reads stored fields only; they may have been entered already. */
        FieldsParser(JsonParser stored) {
            super(stored);
            this.depth = stored.currentToken() == JsonToken.START_OBJECT ? 1 : 0;
        }

        /** Reads the beginning of an object first, and then the stored fields, which have been entered already. */
        FieldsParser(JsonParser first, JsonParser stored) {
            super(first);
            this.stored = stored;
        }

        @Override
        @SuppressWarnings("NullAway") // Jackson's contract: null at the end of the input
        public JsonToken nextToken() throws IOException {
            JsonToken token = delegate.nextToken();
            if (token == null && stored != null) {
                delegate = stored;
                stored = null;
                token = delegate.nextToken();
            }
            while (isStoredVersion(token)) {
                delegate.nextToken();
                delegate.skipChildren();
                token = delegate.nextToken();
            }
            if (token != null) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth > MAX_DEPTH) {
                    throw new JsonParseException(this, "The item is nested more than " + MAX_DEPTH + " levels deep");
                }
            }
            return token;
        }

        private boolean isStoredVersion(@Nullable JsonToken token) throws IOException {
            return stored == null
                    && depth == 1
                    && token == JsonToken.FIELD_NAME
                    && delegate.currentName().equals(ModelAnnotations.SCHEMA_VERSION);
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
