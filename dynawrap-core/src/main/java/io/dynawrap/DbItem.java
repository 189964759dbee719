package io.dynawrap;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a record, or any class that Jackson can read and write, a model: its items are found under keys built from the
 * two patterns.
 *
 * <p>A pattern is text with placeholders: <code>USER#{owner}</code>. A placeholder names a field of the model by its
 * serialised name, so a component annotated <code>@JsonProperty("story_id")</code> is <code>{story_id}</code>.
 * <code>{n:08}</code> pads a non-negative integer with zeros to eight digits, so that numbers sort as numbers. Between
 * two placeholders stands a literal that contains the separator, and no value may contain the separator: one key is
 * never the key of two different items.
 *
 * <p>The annotation is not inherited: each model declares its own.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface DbItem {

    /**
     * The pattern of the partition key, for example <code>USER#{owner}</code>.
     *
     * @return the pattern
     */
    String pk();

    /**
     * The pattern of the sort key, for example <code>STORY#{storyId}</code>.
     *
     * @return the pattern
     */
    String sk();

    /**
     * The logical name of the table that holds the items. Without it, every call names a table.
     *
     * @return the logical table name, or empty
     */
    String table() default "";

    /**
     * The character that sets the parts of a key apart. No key value may contain it, and models that share a table have
     * the same one.
     *
     * @return the separator
     */
    char separator() default '#';

    /**
     * Fixes the schema version that is stored with each item. Without it the version is a hash of the patterns and the
     * names of the fields, so it changes with them.
     *
     * @return the schema version, or empty for the hash
     */
    String schemaVersion() default "";

    /**
     * Makes this model a read-only view of another one with the same two patterns, for a projection or a migration. A
     * view is read and queried, never saved or deleted.
     *
     * @return the model that owns the items, or {@code void.class}
     */
    Class<?> viewOf() default void.class;
}
