package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Stub. */
public final class ItemCodec {
    private ItemCodec() {}

    /** With a private mapper.
     * @return codec */
    public static ItemCodec create() {
        throw new UnsupportedOperationException();
    }

    /** On a copy of the application's mapper.
     * @param mapper mapper
     * @return codec */
    public static ItemCodec of(ObjectMapper mapper) {
        throw new UnsupportedOperationException();
    }

    /** What is known of one model class; cached.
     * @param model class
     * @param <T> model
     * @return type */
    public <T> ItemType<T> type(Class<T> model) {
        throw new UnsupportedOperationException();
    }
}
