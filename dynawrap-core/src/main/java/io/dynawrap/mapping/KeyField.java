package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.introspect.AnnotatedMember;

/**
 * A field of a model that stands in its key.
 *
 * @param width the number of digits it is padded to, 0 for none
 */
record KeyField(KeyFieldType type, int width, AnnotatedMember member) {}
