package io.dynawrap.otherstarters;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.spi.Backend;
import io.dynawrap.test.EmbeddedServers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** Items are in DynamoDB, although Spring Cloud AWS has a client for the real service; entities are in PostgreSQL. */
@SpringBootTest(properties = "dynawrap.backend=dynamodb")
@Import({EmbeddedServers.class, EntityDatabase.class})
class ItemsOnDynamoDbTest {

    @Autowired
    private Shop shop;

    @Autowired
    private PurchaseOrders orders;

    @Autowired
    private ItemStore store;

    @Autowired
    private Backend backend;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private HealthEndpoint health;

    @Test
    void itemsAreStoredInTheEmbeddedServer() {
        Receipt receipt = shop.buy("1", "johndoe");

        assertThat(backend).isInstanceOf(DynamoDbBackend.class);
        assertThat(store.get(Receipt.class, KeyValues.of("customer", "johndoe", "orderId", "1")))
                .contains(receipt);
        assertThat(orders.findById("1")).isPresent();
    }

    @Test
    void theDatabaseOfTheEntitiesHasNoTableOfItems() {
        assertThat(jdbc.queryForList("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", String.class))
                .containsExactlyInAnyOrder("flyway_schema_history", "orders");
    }

    @Test
    void healthShowsBothDatabases() {
        assertThat(health.healthForPath("dynawrap").getStatus()).isEqualTo(Status.UP);
        assertThat(health.healthForPath("db").getStatus()).isEqualTo(Status.UP);
    }
}
