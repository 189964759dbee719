/**
 * Creates an {@link io.dynawrap.ItemStore} bean from the configuration of an application, and chooses its backend.
 * Applications may use {@link io.dynawrap.autoconfigure.DynawrapJacksonCustomizer}, {@link
 * io.dynawrap.autoconfigure.ItemStoreFactory} and {@link io.dynawrap.autoconfigure.BackendType}. The other public types connect
 * the package of each database, which implements {@link io.dynawrap.autoconfigure.BackendCandidate}.
 */
@NullMarked
package io.dynawrap.autoconfigure;

import org.jspecify.annotations.NullMarked;
