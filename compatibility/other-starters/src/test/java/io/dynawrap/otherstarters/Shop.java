package io.dynawrap.otherstarters;

import io.dynawrap.ItemStore;
import io.dynawrap.TransactionFailedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes an entity and an item in one transaction. */
@Service
class Shop {

    private final PurchaseOrders orders;
    private final ItemStore store;

    Shop(PurchaseOrders orders, ItemStore store) {
        this.orders = orders;
        this.store = store;
    }

    @Transactional
    public Receipt buy(String orderId, String customer) {
        orders.save(new PurchaseOrder(orderId, customer));
        return store.create(new Receipt(customer, orderId));
    }

    /** Reports whether both receipts are new. Otherwise the orders are stored without receipts. */
    @Transactional
    public boolean buyBoth(String orderId, String otherId, String customer) {
        orders.save(new PurchaseOrder(orderId, customer));
        boolean isStored = createBoth(new Receipt(customer, orderId), new Receipt(customer, otherId));
        orders.save(new PurchaseOrder(otherId, customer));
        return isStored;
    }

    private boolean createBoth(Receipt receipt, Receipt other) {
        try {
            store.transaction(tx -> tx.create(receipt).create(other));
            return true;
        } catch (TransactionFailedException e) {
            return false;
        }
    }
}
