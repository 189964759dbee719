/**
 * Provides tests of what an application stores, {@link io.dynawrap.test.ItemStoreTest}, and the embedded servers of
 * {@code dynawrap-embedded} as beans of a Spring Boot application, for its tests and for development. Use it at test
 * scope only, not in a packaged application.
 */
@NullMarked
package io.dynawrap.test;

import org.jspecify.annotations.NullMarked;
