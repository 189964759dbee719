package io.dynawrap.docs.orders;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.itemExists;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.Page;
import io.dynawrap.docs.orders.Order.State;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

final class OrderService {

    private final ItemStore store;

    OrderService(ItemStore store) {
        this.store = store;
    }

    void place(Order order, List<OrderLine> lines) {
        store.transaction(tx -> {
            tx.check(Customer.class, KeyValues.of("customerId", order.customerId()), itemExists());
            tx.create(order);
            tx.create(new PlacedOrder(order.customerId(), order.placedAt(), order.orderId(), order.total()));
            lines.forEach(tx::create);
        });
    }

    List<OrderItem> orderWithLines(String orderId) {
        return store.query(OrderItem.class, KeyValues.of("orderId", orderId)).list();
    }

    Page<PlacedOrder> newest(String customerId, String cursor) {
        return store.query(PlacedOrder.class, KeyValues.of("customerId", customerId))
                .reverse()
                .page(20, cursor);
    }

    List<PlacedOrder> between(String customerId, LocalDate first, LocalDate last) {
        return store.query(PlacedOrder.class, KeyValues.of("customerId", customerId))
                .from(first.atStartOfDay(ZoneOffset.UTC).toInstant())
                .before(last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())
                .list();
    }

    List<PlacedOrder> large(String customerId, BigDecimal total) {
        return store.query(PlacedOrder.class, KeyValues.of("customerId", customerId))
                .filter(field("total").atLeast(total))
                .list();
    }

    List<CustomerItem> customerWithOrders(String customerId) {
        return store.query(CustomerItem.class, KeyValues.of("customerId", customerId))
                .list();
    }

    long lines(String orderId) {
        return store.query(OrderLine.class, KeyValues.of("orderId", orderId)).count();
    }

    Order pay(String orderId) {
        return store.update(
                Order.class,
                KeyValues.of("orderId", orderId),
                u -> u.set("state", State.PAID).onlyIf(field("state").is(State.PLACED)));
    }
}
