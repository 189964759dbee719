package io.dynawrap.spi;

/**
 * A table to create.
 *
 * @param table the name of the table in the database
 */
public record TableSpec(String table) {}
