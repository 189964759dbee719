package io.dynawrap.spi;

import io.dynawrap.key.TextKeys;

/**
 * Asks for the number of items in a range of one partition. Only the items whose keys are among the given ones count.
 *
 * @param read the range, from the position on at which to continue, with the filter, and the number of items that the caller still
 *     needs
 * @param keys the keys to count, in the same range
 */
public record CountRequest(RangeRequest read, TextKeys keys) {

    /**
     * Returns a copy with another range request.
     *
     * @param other the request, for the same range
     * @return the copy
     */
    public CountRequest with(RangeRequest other) {
        return new CountRequest(other, keys);
    }
}
