package io.dynawrap.spi;

/**
 * Asks for one write.
 *
 * @param operation what to write
 * @param reportCapacity whether to ask for the consumed capacity
 */
public record WriteRequest(ItemOperation operation, boolean reportCapacity) {

    /**
     * Returns a copy that asks for the consumed capacity.
     *
     * @return the copy
     */
    public WriteRequest reportingCapacity() {
        return new WriteRequest(operation, true);
    }
}
