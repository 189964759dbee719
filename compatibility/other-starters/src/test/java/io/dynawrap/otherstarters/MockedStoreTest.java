package io.dynawrap.otherstarters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.dynawrap.ItemStore;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The whole application with a mock for the store. DynamoDB is never called: nothing runs at the address of the store. */
@SpringBootTest(properties = {"dynawrap.backend=dynamodb", "dynawrap.dynamodb.endpoint=http://localhost:1"})
@Import(EntityDatabase.class)
class MockedStoreTest {

    @MockitoBean
    private ItemStore store;

    @Autowired
    private Shop shop;

    @Autowired
    private PurchaseOrders orders;

    @Autowired
    private HealthEndpoint health;

    @Test
    void theServiceUsesTheMock() {
        Receipt receipt = new Receipt("johndoe", "1");
        when(store.create(any(Receipt.class))).thenReturn(receipt);

        assertThat(shop.buy("1", "johndoe")).isEqualTo(receipt);

        verify(store).create(receipt);
        assertThat(orders.findById("1")).isPresent();
    }

    @Test
    void healthOfTheOtherDatabaseIsUp() {
        assertThat(health.healthForPath("db").getStatus()).isEqualTo(Status.UP);
    }
}
