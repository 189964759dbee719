/**
 * The engine. {@link io.dynawrap.engine.DefaultItemStore} implements the {@link io.dynawrap.ItemStore} over any {@link
 * io.dynawrap.spi.Backend}. Queries, pages, cursors, limits, batches and retries are here, once for all backends.
 */
@NullMarked
package io.dynawrap.engine;

import org.jspecify.annotations.NullMarked;
