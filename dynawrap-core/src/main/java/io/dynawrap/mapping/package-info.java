/**
 * From a model's class to keys and serialised fields, and back: key patterns, what is known of one model class, and the
 * codec. For the engine and the backends; applications use {@link io.dynawrap.mapping.ItemType} for its utilities and
 * {@link io.dynawrap.mapping.ItemCodec} to bring their own Jackson mapper.
 *
 * <p>A {@link io.dynawrap.key.KeyPattern} makes a key's text from values and takes it apart again, exactly. An
 * {@link io.dynawrap.mapping.ItemType} has the two patterns of a model, its fields and its schema version, and is made
 * once. The codec checks each item against the limits of both databases while it is written, whichever will store it.
 */
@NullMarked
package io.dynawrap.mapping;

import org.jspecify.annotations.NullMarked;
