package io.dynawrap.spi;

import com.fasterxml.jackson.core.JsonParser;

/** The serialised fields of one item in the form its backend stores. */
public interface ItemData {

    /**
     * Reads the fields, from the start of one object to its end. Key attributes are not among them. Each call begins
     * anew.
     *
     * @return a parser, which the caller closes
     */
    JsonParser parser();

    /**
     * About how many bytes of memory or of network the fields take.
     *
     * @return the number of bytes
     */
    int bytes();
}
