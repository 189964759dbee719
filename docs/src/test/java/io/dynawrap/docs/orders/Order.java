package io.dynawrap.docs.orders;

import io.dynawrap.DbItem;
import java.math.BigDecimal;
import java.time.Instant;

@DbItem(pk = "ORDER#{orderId}", sk = "HEAD", table = "shop")
record Order(String orderId, String customerId, Instant placedAt, State state, BigDecimal total) implements OrderItem {

    enum State {
        PLACED,
        PAID
    }
}
