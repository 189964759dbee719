package io.dynawrap.key;

/**
 * A field of a model that stands in its key.
 *
 * @param type the type of its values
 * @param width the number of digits it is padded to, 0 for none
 */
record KeyField(KeyFieldType type, int width) {}
