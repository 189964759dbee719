package io.dynawrap.spi;

import com.fasterxml.jackson.core.JsonParser;

/** The serialised fields of one item in the form its backend stores. */
public interface ItemData {

    /**
     * Opens a parser of the fields, from the start of one object to its end. Key attributes are not among them. Each
     * call returns a new parser at the start.
     *
     * @return a parser, which the caller closes
     */
    JsonParser parser();
}
