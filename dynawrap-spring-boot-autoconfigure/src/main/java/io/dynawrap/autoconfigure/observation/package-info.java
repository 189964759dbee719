/**
 * Tells Micrometer of the store's operations. An application that wants other names or tags defines a
 * {@link io.dynawrap.autoconfigure.observation.StoreObservationConvention} bean.
 */
@NullMarked
package io.dynawrap.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
