/**
 * From a model's class to keys and serialised fields, and back: key patterns, what is known of one model class, and the
 * codec. For the engine and the backends; applications use {@link io.dynawrap.mapping.ItemType} for its utilities and
 * {@link io.dynawrap.mapping.ItemCodec} to bring their own Jackson mapper.
 */
@NullMarked
package io.dynawrap.mapping;

import org.jspecify.annotations.NullMarked;
