package io.dynawrap.spi;

import com.fasterxml.jackson.core.JsonParser;

/** The serialised fields of one item in the form its backend stores. */
public interface ItemData {

    /**
     * Opens a parser of the fields, from the start of one object to its end. Fields called {@code PK}, {@code SK} and
     * {@code schema_version} are no fields of the model, whether they are among them or not. Each call starts again.
     *
     * @return a parser, which the caller closes
     */
    JsonParser parser();
}
