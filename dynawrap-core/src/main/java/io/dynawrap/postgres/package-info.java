/**
 * Items in PostgreSQL, version 14 or later, through Spring's {@code JdbcTemplate}. Only this package uses Spring.
 *
 * <p>{@link io.dynawrap.postgres.PostgresBackend} is the one public type: give it to a
 * {@link io.dynawrap.engine.DefaultItemStore}, or let the starter do so. An item is a row of a table with its key, its
 * schema version and its fields as one JSON document; the primary key on the two parts of the key, in the order of bytes,
 * serves every query and scan. Calls join the surrounding Spring transaction.
 */
@NullMarked
package io.dynawrap.postgres;

import org.jspecify.annotations.NullMarked;
