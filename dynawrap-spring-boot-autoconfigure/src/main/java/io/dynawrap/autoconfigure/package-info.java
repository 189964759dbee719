/**
 * Creates an {@link io.dynawrap.ItemStore} bean from the configuration of an application, and chooses its backend.
 * Applications use {@link io.dynawrap.autoconfigure.DynawrapJacksonCustomizer}, which is optional. The other public
 * types connect the package of each database: {@link io.dynawrap.autoconfigure.BackendCandidate} is what it implements.
 */
@NullMarked
package io.dynawrap.autoconfigure;

import org.jspecify.annotations.NullMarked;
