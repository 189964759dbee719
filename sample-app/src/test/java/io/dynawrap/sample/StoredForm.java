package io.dynawrap.sample;

/** What is known of the stored form without asking the library. */
final class StoredForm {

    /** Of {@link Story}, computed with Python's hashlib and json. */
    static final String SCHEMA_VERSION = "39363a67d2584e5e231c7526bd2bfb72";

    private StoredForm() {}
}
