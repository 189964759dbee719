/**
 * Key patterns and keys. A {@link io.dynawrap.key.KeyPattern} builds the text of a key from values and parses it back
 * exactly. {@link io.dynawrap.key.ModelKeys} does so for the two patterns of a model. This package uses only the
 * annotations and exceptions of {@code io.dynawrap}.
 */
@NullMarked
package io.dynawrap.key;

import org.jspecify.annotations.NullMarked;
