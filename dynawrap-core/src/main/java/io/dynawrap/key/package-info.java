/**
 * Key patterns and keys. A {@link io.dynawrap.key.KeyPattern} builds a key's text from values and takes it apart again,
 * exactly; {@link io.dynawrap.key.ModelKeys} does so for the two patterns of a model. This package knows only the annotations
 * and exceptions of {@code io.dynawrap}.
 */
@NullMarked
package io.dynawrap.key;

import org.jspecify.annotations.NullMarked;
