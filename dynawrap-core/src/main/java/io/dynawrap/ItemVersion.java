package io.dynawrap;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the field of a model that counts the writes of an item: an {@code int}, {@code long}, {@code Integer} or {@code Long}.
 * A model has at most one such field. Two writers that read the same item cannot overwrite each other: the second write throws
 * a {@link StaleItemException}.
 *
 * <p>{@link ItemStore#save(Object)} and {@link ItemStore#delete(Object)} require that the stored version is that of the given
 * item. {@code save} stores the next version, and the returned item has it. The version 0 or {@code null} means that no
 * version is stored yet: the item is absent, or its version is absent, NULL or 0. Then 1 is stored. {@link ItemStore#create}
 * stores 1 whatever the field holds. {@code delete(class, key)} and programs that do not use this library do not check the
 * version.
 *
 * <p>The field is stored like any other field, and cannot be part of the key. A view of a model cannot declare another version
 * field.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface ItemVersion {}
