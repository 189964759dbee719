package io.dynawrap.otherstarters;

import io.dynawrap.ItemStore;
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
}
