package io.dynawrap;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the {@code String} field of a model that holds the schema version of the stored item. A model has at most one such
 * field.
 *
 * <p>Its serialised name is always {@code schema_version}, whatever naming strategy is in use. After a read it holds
 * the version that is stored with the item. On save the model's current version is stored, whatever the field holds.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface SchemaVersion {

    /** The name of the field or attribute in which an item holds its schema version. */
    String FIELD_NAME = "schema_version";

    /** The version that no model can have: on PostgreSQL it marks the keys of absent items that a transaction locks. */
    String RESERVED = "dynawrap:placeholder";
}
