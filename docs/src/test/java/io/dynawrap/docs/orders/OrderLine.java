package io.dynawrap.docs.orders;

import io.dynawrap.DbItem;
import java.math.BigDecimal;

@DbItem(pk = "ORDER#{orderId}", sk = "LINE#{number:03}", table = "shop")
record OrderLine(String orderId, int number, String product, BigDecimal price) implements OrderItem {}
