package io.dynawrap.spi;

import com.fasterxml.jackson.core.JsonParser;

/** The serialised fields of one item in the form its backend stores. */
public interface ItemData {

    /**
     * Opens a parser of the fields, from the start of one object to its end. Fields named {@code PK}, {@code SK} and
     * {@code schema_version} are not fields of the model; readers ignore them. Each
     * call returns a new parser at the start.
     *
     * <p>Where the database has types that JSON lacks, {@link JsonParser#getEmbeddedObject} distinguishes them: at a text that is
     * bytes in the database it returns a {@code byte[]}, and at the start of an array that is a set it returns an empty {@code
     * Set}. Everywhere else it returns {@code null}.
     *
     * @return a parser, which the caller closes
     */
    JsonParser parser();
}
