package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.core.util.JsonParserSequence;
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
        JsonParser others = new WithoutVersion(data);
        if (!showsVersion || storedVersion == null || data.nextToken() != JsonToken.START_OBJECT) {
            return others;
        }
        TokenBuffer version = storedVersion.equals(currentVersion) ? currentVersionField : versionField(storedVersion);
        return JsonParserSequence.createFlattened(false, version.asParser(), others);
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

    /** Leaves out the field that is called like the schema version. */
    private static final class WithoutVersion extends JsonParserDelegate {

        private int depth;

        WithoutVersion(JsonParser fields) {
            super(fields);
            this.depth = 0;
        }

        @Override
        @SuppressWarnings("NullAway") // Jackson's contract: null at the end of the input
        public JsonToken nextToken() throws IOException {
            if (depth == 0 && delegate.currentToken() == JsonToken.START_OBJECT) {
                depth = 1; // the object was entered before this parser took over
            }
            JsonToken token = delegate.nextToken();
            while (depth == 1
                    && token == JsonToken.FIELD_NAME
                    && delegate.currentName().equals(ModelAnnotations.SCHEMA_VERSION)) {
                delegate.nextToken();
                delegate.skipChildren();
                token = delegate.nextToken();
            }
            if (token != null) {
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                }
            }
            return token;
        }

        @Override
        public JsonToken nextValue() throws IOException {
            JsonToken token = nextToken();
            return token == JsonToken.FIELD_NAME ? nextToken() : token;
        }

        @Override
        public JsonParser skipChildren() throws IOException {
            JsonToken token = delegate.currentToken();
            if (token != null && token.isStructStart()) {
                delegate.skipChildren();
                depth--;
            }
            return this;
        }
    }
}
