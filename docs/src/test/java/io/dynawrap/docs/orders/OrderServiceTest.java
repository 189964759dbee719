package io.dynawrap.docs.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.ItemStore;
import io.dynawrap.Page;
import io.dynawrap.TransactionFailedException;
import io.dynawrap.docs.Server;
import io.dynawrap.docs.orders.Order.State;
import io.dynawrap.engine.DefaultItemStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderServiceTest {

    private static final Customer JOHN = new Customer("john", "John");

    private static ItemStore store(Server server) {
        ItemStore store = new DefaultItemStore(server.backend());
        store.createTable("shop");
        store.create(JOHN);
        return store;
    }

    private static Order order(String id, String placedAt, int total) {
        return new Order(id, "john", Instant.parse(placedAt), State.PLACED, BigDecimal.valueOf(total));
    }

    private static OrderLine line(String orderId, int number) {
        return new OrderLine(orderId, number, "tea", BigDecimal.ONE);
    }

    private static PlacedOrder placed(Order order) {
        return new PlacedOrder(order.customerId(), order.placedAt(), order.orderId(), order.total());
    }

    @ParameterizedTest
    @EnumSource
    void anOrderIsReadWithItsLines(Server server) {
        OrderService service = new OrderService(store(server));
        Order order = order("1", "2026-11-01T08:00:00Z", 12);
        List<OrderLine> lines =
                IntStream.rangeClosed(1, 12).mapToObj(n -> line("1", n)).toList();

        service.place(order, lines);

        assertThat(service.orderWithLines("1")).startsWith(order).hasSize(13).containsAll(lines);
        assertThat(service.orderWithLines("1").get(12)).isEqualTo(line("1", 12));
        assertThat(service.lines("1")).isEqualTo(12);
        assertThat(service.orderWithLines("2")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void ordersComeNewestFirstAndByDateAndByTotal(Server server) {
        OrderService service = new OrderService(store(server));
        List<Order> orders = List.of(
                order("1", "2026-10-31T23:59:59.999Z", 5),
                order("2", "2026-11-01T00:00:00Z", 50),
                order("3", "2026-11-30T23:59:59.5Z", 500),
                order("4", "2026-12-01T00:00:00Z", 7));
        orders.forEach(order -> service.place(order, List.of(line(order.orderId(), 1))));

        Page<PlacedOrder> newest = service.newest("john", null);

        assertThat(newest.items()).extracting(PlacedOrder::orderId).containsExactly("4", "3", "2", "1");
        assertThat(newest.nextCursor()).isNull();
        assertThat(service.between("john", LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30)))
                .containsExactly(placed(orders.get(1)), placed(orders.get(2)));
        assertThat(service.large("john", BigDecimal.valueOf(50)))
                .containsExactly(placed(orders.get(1)), placed(orders.get(2)));
        assertThat(service.customerWithOrders("john"))
                .startsWith(JOHN)
                .containsAll(orders.stream().map(OrderServiceTest::placed).toList())
                .hasSize(5);
    }

    @ParameterizedTest
    @EnumSource
    void anOrderNeedsACustomerAndIsPlacedOnce(Server server) {
        OrderService service = new OrderService(store(server));
        Order order = order("1", "2026-11-01T08:00:00Z", 12);
        Order ofNobody = new Order("2", "nobody", order.placedAt(), State.PLACED, BigDecimal.ONE);

        service.place(order, List.of(line("1", 1)));

        assertThatThrownBy(() -> service.place(order, List.of(line("1", 2))))
                .isInstanceOf(TransactionFailedException.class);
        assertThatThrownBy(() -> service.place(ofNobody, List.of(line("2", 1))))
                .isInstanceOf(TransactionFailedException.class);
        assertThat(service.lines("1")).isEqualTo(1);
        assertThat(service.orderWithLines("2")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anOrderIsPaidOnce(Server server) {
        OrderService service = new OrderService(store(server));
        service.place(order("1", "2026-11-01T08:00:00Z", 12), List.of());

        assertThat(service.pay("1").state()).isEqualTo(State.PAID);

        assertThatThrownBy(() -> service.pay("1")).isInstanceOf(ConditionFailedException.class);
    }
}
