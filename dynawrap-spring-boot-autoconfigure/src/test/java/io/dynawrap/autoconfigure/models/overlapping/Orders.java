package io.dynawrap.autoconfigure.models.overlapping;

import io.dynawrap.DbItem;

public final class Orders {

    private Orders() {}

    @DbItem(pk = "CUSTOMER#{customer}", sk = "ORDER#{orderId}", table = "orders")
    public record Order(String customer, String orderId) {}

    @DbItem(pk = "CUSTOMER#{customer}", sk = "ORDER#{number}", table = "orders")
    public record Invoice(String customer, String number) {}
}
