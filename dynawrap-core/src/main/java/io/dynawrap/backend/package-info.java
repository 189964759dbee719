/**
 * The engine, {@link io.dynawrap.backend.DefaultItemStore}, with every rule that makes two databases behave alike, and
 * {@link io.dynawrap.backend.Backend}, the few methods a database has to offer under it. Write a backend against this
 * package; applications only construct the engine.
 *
 * <p>The engine asks for ranges ({@link io.dynawrap.backend.KeyRange}) a page at a time and for writes
 * ({@link io.dynawrap.backend.ItemWrite}) that it has checked whole. An item reaches a backend as what its own
 * {@link io.dynawrap.backend.ItemSink} made of it, and comes back as {@link io.dynawrap.backend.ItemData}.
 */
@NullMarked
package io.dynawrap.backend;

import org.jspecify.annotations.NullMarked;
