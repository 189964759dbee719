package io.dynawrap.spi;

import com.fasterxml.jackson.core.JsonGenerator;

/** Receives the fields of one item and converts them to the form its backend stores. Used once, by one thread. */
public interface ItemSink {

    /**
     * Returns the generator to which the fields are written, as one object. The engine has checked the fields. Names
     * and texts contain no U+0000 and no lone surrogates. Numbers are plain decimal text without trailing zeros. No
     * limit is exceeded.
     *
     * @return the generator
     */
    JsonGenerator generator();

    /**
     * Completes the writing.
     *
     * @return the written fields
     */
    ItemData finish();
}
