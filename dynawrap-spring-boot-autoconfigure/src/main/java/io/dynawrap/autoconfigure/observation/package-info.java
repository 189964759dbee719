/**
 * Reports the operations of a store to Micrometer. An application that needs other names or tags defines a
 * {@link io.dynawrap.autoconfigure.observation.StoreObservationConvention} bean.
 */
@NullMarked
package io.dynawrap.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
