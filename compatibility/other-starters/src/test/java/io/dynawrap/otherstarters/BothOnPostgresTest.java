package io.dynawrap.otherstarters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.ItemExistsException;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.test.EmbeddedServers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Entities and items are in one PostgreSQL, and share its connection pool and its transactions. */
@SpringBootTest(properties = "dynawrap.backend=postgres")
@Import(EmbeddedServers.class)
class BothOnPostgresTest {

    @Autowired
    private Shop shop;

    @Autowired
    private PurchaseOrders orders;

    @Autowired
    private ItemStore store;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private HealthEndpoint health;

    @Autowired
    private DynamoDbClient clientOfSpringCloudAws;

    @Test
    void theEntityAndTheItemAreCommittedTogether() {
        Receipt receipt = shop.buy("1", "johndoe");

        assertThat(store.get(Receipt.class, KeyValues.of("customer", "johndoe", "orderId", "1")))
                .contains(receipt);
        assertThat(orders.findById("1"))
                .hasValueSatisfying(order -> assertThat(order.customer()).isEqualTo("johndoe"));
    }

    @Test
    void aRefusedItemRollsTheEntityBack() {
        store.create(new Receipt("janedoe", "2"));

        assertThatThrownBy(() -> shop.buy("2", "janedoe")).isInstanceOf(ItemExistsException.class);

        assertThat(orders.findById("2")).isEmpty();
    }

    @Test
    void aTransactionOfTheStoreIsCommittedTogetherWithTheEntities() {
        assertThat(shop.buyBoth("3", "4", "erikamustermann")).isTrue();

        assertThat(receipts("erikamustermann")).extracting(Receipt::orderId).containsExactly("3", "4");
        assertThat(orders.findAllById(List.of("3", "4"))).hasSize(2);
    }

    @Test
    void aRefusedTransactionOfTheStoreLeavesTheTransactionOfTheEntitiesUsable() {
        store.create(new Receipt("johnsmith", "6"));

        assertThat(shop.buyBoth("5", "6", "johnsmith")).isFalse();

        assertThat(receipts("johnsmith")).extracting(Receipt::orderId).containsExactly("6");
        assertThat(orders.findAllById(List.of("5", "6"))).hasSize(2);
    }

    private List<Receipt> receipts(String customer) {
        return store.query(Receipt.class, KeyValues.of("customer", customer)).list();
    }

    @Test
    void theTablesOfFlywayAndOfTheStoreAreInOneDatabase() {
        assertThat(jdbc.queryForList("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", String.class))
                .contains("flyway_schema_history", "orders", "receipts");
    }

    @Test
    void healthShowsTheStoreBesideTheDatabase() {
        assertThat(health.healthForPath("dynawrap").getStatus()).isEqualTo(Status.UP);
        assertThat(health.healthForPath("db").getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void theClientOfSpringCloudAwsIsThere() {
        assertThat(clientOfSpringCloudAws.serviceName()).isEqualTo("dynamodb");
    }
}
