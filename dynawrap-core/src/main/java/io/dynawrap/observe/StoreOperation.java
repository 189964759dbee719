package io.dynawrap.observe;

import io.dynawrap.spi.Backend;

/**
 * One operation of a store. None of the values depends on keys or contents of items, so there are few of them.
 *
 * @param name {@code save}, {@code get}, {@code delete}, {@code query}, {@code scan}, {@code batchWrite},
 *     {@code createTable} or {@code countItems}
 * @param backend the backend's {@link Backend#name}
 * @param model the simple name of the model; {@value #SEVERAL} for a batch of more than one, {@value #NONE} where there is
 *     none
 * @param table the name the code calls the table by; {@value #SEVERAL} or {@value #NONE} for a batch likewise
 */
public record StoreOperation(String name, String backend, String model, String table) {

    /** Stands for more than one. */
    public static final String SEVERAL = "several";

    /** Stands for no model or table. */
    public static final String NONE = "none";
}
