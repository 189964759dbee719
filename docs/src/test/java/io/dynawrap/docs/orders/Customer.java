package io.dynawrap.docs.orders;

import io.dynawrap.DbItem;

@DbItem(pk = "CUSTOMER#{customerId}", sk = "CUSTOMER", table = "shop")
record Customer(String customerId, String name) implements CustomerItem {}
