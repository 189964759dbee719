/**
 * The storage interface, for authors of backends. {@link io.dynawrap.spi.Backend} stores and fetches items; the other
 * types are its requests and results. These types have no behaviour.
 *
 * <p>Every rule that gives backends the same behaviour is above this package, in {@code io.dynawrap.engine} and {@code
 * io.dynawrap.mapping}.
 */
@NullMarked
package io.dynawrap.spi;

import org.jspecify.annotations.NullMarked;
