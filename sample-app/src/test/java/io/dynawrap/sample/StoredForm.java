package io.dynawrap.sample;

/** What is known of the stored form without asking the library. */
final class StoredForm {

    /** Of {@link Story}, computed with Python's hashlib and json. */
    static final String SCHEMA_VERSION = "01307fb4670c24f4115790aacfa7d0c1";

    private StoredForm() {}
}
