package io.dynawrap.spi;

import org.jspecify.annotations.Nullable;

/**
 * A table to create, or to bring up to date.
 *
 * @param table the name of the table in the database
 * @param expiryField the field with the second at which an item expires, or {@code null} if no items of the table expire
 * @param update whether what an existing table lacks is added; otherwise it is logged
 */
public record TableSpec(String table, @Nullable String expiryField, boolean update) {

    /**
     * Creates a table whose items never expire.
     *
     * @param table the name of the table in the database
     */
    public TableSpec(String table) {
        this(table, null, false);
    }
}
