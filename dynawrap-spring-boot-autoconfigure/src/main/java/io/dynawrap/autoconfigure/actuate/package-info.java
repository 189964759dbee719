/**
 * The actuator's endpoint and health of a store. Without the actuator no type of this package is loaded. Applications use
 * {@link io.dynawrap.autoconfigure.actuate.DynawrapEndpoint} through the actuator, or call it themselves.
 */
@NullMarked
package io.dynawrap.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
