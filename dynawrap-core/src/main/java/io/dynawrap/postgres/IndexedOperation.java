package io.dynawrap.postgres;

import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.ItemOperation;

/**
 * An operation of a transaction.
 *
 * @param index its index in the request
 * @param operation the operation
 */
record IndexedOperation(int index, ItemOperation operation) {

    ItemKey key() {
        return operation.key();
    }
}
