package io.dynawrap.spi;

import com.fasterxml.jackson.core.JsonGenerator;

/** Takes the fields of one item and turns them into the form its backend stores. Used once, by one thread. */
public interface ItemSink {

    /**
     * Where the fields are written, as one object. What arrives has been checked: names and texts hold no U+0000 and no
     * lone surrogates, numbers are written as plain decimal text without trailing zeros, and no limit is broken.
     *
     * @return the generator
     */
    JsonGenerator generator();

    /**
     * Ends the writing.
     *
     * @return what was written
     */
    ItemData finish();
}
