package io.dynawrap;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the {@code Instant} field of a model that holds the time at which an item expires. A model has at most one such field.
 * From that second on the item is absent: no read returns it, no limit counts it, and conditional writes treat it as absent. An
 * item whose field is null never expires.
 *
 * <p>The field is stored as the number of seconds since 1970-01-01T00:00:00Z. DynamoDB's Time to Live requires this form
 * (developer guide, "Time to Live"). A fraction of a second is cut off. An item whose stored field is a text or NULL never
 * expires; a text in ISO form can be read.
 *
 * <p>All models of a table that expire have this field under the same serialised name. A view inherits the field of its model. The
 * database deletes expired items of the table some time later, whatever model they belong to.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface ExpiresAt {}
