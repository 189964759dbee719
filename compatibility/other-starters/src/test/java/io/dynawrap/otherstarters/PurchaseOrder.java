package io.dynawrap.otherstarters;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "orders")
class PurchaseOrder {

    @Id
    private String id;

    private String customer;

    /** Used by JPA only. */
    protected PurchaseOrder() {
        this("", "");
    }

    PurchaseOrder(String id, String customer) {
        this.id = id;
        this.customer = customer;
    }

    String id() {
        return id;
    }

    String customer() {
        return customer;
    }
}
