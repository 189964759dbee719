package io.dynawrap.spi;

/**
 * Asks to delete some of the expired items of a table, of all models.
 *
 * @param table the name of the table in the database
 * @param field the field with the second at which an item expires
 * @param now the present second, counted from 1970-01-01T00:00:00Z; an item has expired if its field is a number and at most
 *     this one
 * @param limit the maximum number of items to delete
 */
public record SweepRequest(String table, String field, long now, int limit) {}
