package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.introspect.AnnotatedMember;

/** A field of a model that stands in its key. */
record KeyField(KeyFieldType type, AnnotatedMember member) {}
