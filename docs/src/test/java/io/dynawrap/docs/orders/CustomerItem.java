package io.dynawrap.docs.orders;

sealed interface CustomerItem permits Customer, PlacedOrder {}
