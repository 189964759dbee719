/**
 * The engine, {@link io.dynawrap.backend.DefaultItemStore}, with every rule that makes two databases behave alike, and
 * {@link io.dynawrap.backend.Backend}, the few methods a database has to offer under it. Write a backend against this
 * package; applications only construct the engine.
 */
@NullMarked
package io.dynawrap.backend;

import org.jspecify.annotations.NullMarked;
