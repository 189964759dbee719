package io.dynawrap.sample;

/** What is known of the stored form without asking the library. */
final class StoredForm {

    /** Of {@link Story}, computed with Python's hashlib and json. */
    static final String SCHEMA_VERSION = "54477c266f475993fc0ed856117ec3ac";

    private StoredForm() {}
}
