/**
 * Measures and traces the operations of a store without any library: implement a {@link io.dynawrap.observe.StoreListener}
 * and pass it to the builder of the store. The starter does so with Micrometer.
 */
@NullMarked
package io.dynawrap.observe;

import org.jspecify.annotations.NullMarked;
