package io.dynawrap.key;

/**
 * A field of a model that is part of its key.
 *
 * @param type the type of its values
 * @param width the number of digits to which it is padded, or 0 without padding
 */
record KeyField(KeyFieldType type, int width) {}
