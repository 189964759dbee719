package io.dynawrap.postgres;

/**
 * What decides the form of a statement that reads a range of a table. With another form the results are the same, but slower.
 *
 * @param sortsByBytes whether the primary key has the order of bytes
 * @param isPartitioned whether the table is partitioned
 */
record TableLayout(boolean sortsByBytes, boolean isPartitioned) {

    /** Of a table that does not exist yet. */
    static final TableLayout UNKNOWN = new TableLayout(false, false);
}
