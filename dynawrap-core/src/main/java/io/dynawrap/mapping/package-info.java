/**
 * Converts models to keys and serialised fields, and back. For the engine and the backends; applications use {@link
 * io.dynawrap.mapping.ItemType} for its utilities and {@link io.dynawrap.mapping.ItemCodec} to set their own Jackson
 * mapper.
 *
 * <p>An {@link io.dynawrap.mapping.ItemType} describes one model: its two key patterns, its fields and its schema
 * version. It is created once. The codec checks each item against the limits of both databases while it is written,
 * whichever of them stores it.
 */
@NullMarked
package io.dynawrap.mapping;

import org.jspecify.annotations.NullMarked;
