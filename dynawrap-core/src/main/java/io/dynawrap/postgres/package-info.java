/**
 * Stores items in PostgreSQL, version 14 or later, through Spring's {@code JdbcTemplate}. Only this package uses
 * Spring.
 *
 * <p>{@link io.dynawrap.postgres.PostgresBackend} is the only public type. Pass it to a {@link
 * io.dynawrap.engine.DefaultItemStore}; the starter does so in a Spring Boot application. An item is a row of a table
 * with its key, its schema version and its fields as one JSON document. The primary key on the two parts of the key, in
 * the order of bytes, supports every query and scan. Calls join the surrounding Spring transaction.
 */
@NullMarked
package io.dynawrap.postgres;

import org.jspecify.annotations.NullMarked;
