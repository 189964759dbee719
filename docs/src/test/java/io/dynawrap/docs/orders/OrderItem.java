package io.dynawrap.docs.orders;

sealed interface OrderItem permits Order, OrderLine {}
