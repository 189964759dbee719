package io.dynawrap.otherstarters;

import io.dynawrap.DbItem;

@DbItem(pk = "CUSTOMER#{customer}", sk = "RECEIPT#{orderId}", table = "receipts")
record Receipt(String customer, String orderId) {}
