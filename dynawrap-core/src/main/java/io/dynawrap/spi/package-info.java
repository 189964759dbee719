/**
 * The storage interface: what the author of a backend implements and reads. {@link io.dynawrap.spi.Backend} stores and
 * fetches items; the other types are its requests and answers. Nothing here has behaviour of its own.
 *
 * <p>Every rule that makes backends alike is above this package, in {@code io.dynawrap.engine} and
 * {@code io.dynawrap.mapping}.
 */
@NullMarked
package io.dynawrap.spi;

import org.jspecify.annotations.NullMarked;
