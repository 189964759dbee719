package io.dynawrap;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that a record, or any class that Jackson can read and write, is a model. Its items are stored under keys
 * built from the two patterns.
 *
 * <p>A pattern is text with placeholders: <code>USER#{owner}</code>. A placeholder names a field of the model by its serialised
 * name: <code>{story_id}</code> for a component annotated <code>@JsonProperty("story_id")</code>. <code>{n:08}</code> pads a
 * non-negative integer with zeros to eight digits, so that keys sort as numbers. Two placeholders must be separated by a
 * literal that contains the separator, and values must not contain the separator. So different values never form the same key.
 *
 * <p>The annotation is not inherited: each model declares its own.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface DbItem {

    /**
     * Returns the pattern of the partition key, for example <code>USER#{owner}</code>.
     *
     * @return the pattern
     */
    String pk();

    /**
     * Returns the pattern of the sort key, for example <code>STORY#{storyId}</code>.
     *
     * @return the pattern
     */
    String sk();

    /**
     * Returns the logical name of the table that holds the items. If it is empty, each call must name a table.
     *
     * @return the logical table name, or empty
     */
    String table() default "";

    /**
     * Returns the character that separates the parts of a key. Values of a key must not contain it. Models that share a table
     * must have the same separator.
     *
     * @return the separator
     */
    char separator() default '#';

    /**
     * Returns the schema version that is stored with each item. If it is empty, the version is a hash of the patterns
     * and the names of the fields, and changes with them.
     *
     * @return the schema version, or empty for the hash
     */
    String schemaVersion() default "";

    /**
     * Returns the model whose items this model reads with other fields, for a projection or a migration. Both must have the
     * same two patterns. Such a view is read and queried, never saved or deleted.
     *
     * @return the model that owns the items, or {@code void.class} if this model does
     */
    Class<?> viewOf() default void.class;
}
