package io.dynawrap.docs.writes;

import static io.dynawrap.Condition.field;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.DbItem;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.TransactionFailedException;
import io.dynawrap.WrittenItems;
import io.dynawrap.docs.Server;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.postgres.PostgresBackend;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

class TransactionGuideTest {

    @DbItem(pk = "ORDER#{orderId}", sk = "ORDER", table = "orders")
    record Order(String orderId, String customerId, String articleId) {}

    @DbItem(pk = "STOCK#{articleId}", sk = "STOCK", table = "stock")
    record Stock(String articleId, int left) {}

    @DbItem(pk = "CUSTOMER#{customerId}", sk = "CUSTOMER", table = "orders")
    record Customer(String customerId, @Nullable Boolean blocked) {}

    @DbItem(pk = "CUSTOMER#{customerId}", sk = "CART", table = "orders")
    record Cart(String customerId, String articleId) {}

    /** The function of the guide, on one database. */
    private record Shop(ItemStore store) {

        Order order(Order order, Cart cart, String requestId) {
            KeyValues stockKey = KeyValues.of("articleId", order.articleId());
            KeyValues customerKey = KeyValues.of("customerId", order.customerId());

            WrittenItems written = store.transaction(tx -> tx.create(order)
                    .update(
                            Stock.class,
                            stockKey,
                            u -> u.add("left", -1).onlyIf(field("left").atLeast(1)))
                    .check(Customer.class, customerKey, field("blocked").isAbsent())
                    .delete(cart)
                    .token(requestId));
            Order stored = written.of(Order.class).get(0);

            return stored;
        }

        Object orderOrReason(Order order, Cart cart, String requestId) {
            try {
                return order(order, cart, requestId);
            } catch (TransactionFailedException e) {
                if (e.reasons().get(0).isPresent()) {
                    return "ordered before";
                }
                return e.reasons().get(1).isPresent() ? "sold out" : "blocked";
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOrderTakesFromTheStockAndTheCartOrChangesNothing(Server server) {
        ItemStore store = new DefaultItemStore(
                server == Server.POSTGRES ? new PostgresBackend(databaseWithTokens()) : server.backend());
        store.createTable("orders");
        store.createTable("stock");
        Shop shop = new Shop(store);
        Cart cart = store.save(new Cart("c", "article"));
        store.save(new Customer("c", null));
        store.save(new Customer("d", true));
        store.save(new Stock("article", 2));
        Order first = new Order("1", "c", "article");

        assertThat(shop.orderOrReason(first, cart, "request 1")).isEqualTo(first);
        assertThat(shop.orderOrReason(first, cart, "request 1")).as("repeated").isEqualTo(first);
        assertThat(left(store)).isEqualTo(1);
        assertThat(store.exists(Cart.class, KeyValues.of("customerId", "c"))).isFalse();

        assertThat(shop.orderOrReason(first, cart, "request 2")).isEqualTo("ordered before");
        assertThat(shop.orderOrReason(new Order("2", "d", "article"), new Cart("d", "article"), "request 3"))
                .isEqualTo("blocked");
        Order last = new Order("3", "c", "article");
        assertThat(shop.orderOrReason(last, cart, "request 4")).isEqualTo(last);
        assertThat(shop.orderOrReason(new Order("4", "c", "article"), cart, "request 5"))
                .isEqualTo("sold out");
        assertThat(left(store)).isZero();
        assertThat(store.exists(Order.class, KeyValues.of("orderId", "4"))).isFalse();
    }

    private static JdbcTemplate databaseWithTokens() {
        JdbcTemplate jdbc = Server.jdbc();
        jdbc.execute("CREATE TABLE dynawrap_token (token TEXT PRIMARY KEY, fingerprint TEXT, at TIMESTAMPTZ)");
        return jdbc;
    }

    private static int left(ItemStore store) {
        return store.get(Stock.class, KeyValues.of("articleId", "article"))
                .orElseThrow()
                .left();
    }
}
