package io.dynawrap.docs.orders;

import io.dynawrap.DbItem;
import java.math.BigDecimal;
import java.time.Instant;

@DbItem(pk = "CUSTOMER#{customerId}", sk = "ORDER#{placedAt}#{orderId}", table = "shop")
record PlacedOrder(String customerId, Instant placedAt, String orderId, BigDecimal total) implements CustomerItem {}
