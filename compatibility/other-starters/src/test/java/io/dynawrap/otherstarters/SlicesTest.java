package io.dynawrap.otherstarters;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.autoconfigure.BackendType;
import io.dynawrap.test.ItemStoreTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;

/** Each slice has its own half of the application. */
class SlicesTest {

    @Nested
    @ItemStoreTest(backends = {BackendType.POSTGRES, BackendType.DYNAMODB})
    class OfItems {

        @Autowired
        private ItemStore store;

        @Autowired
        private ApplicationContext context;

        @Test
        void storesItemsWithoutEntities() {
            Receipt receipt = store.create(new Receipt("johndoe", "1"));

            assertThat(store.get(Receipt.class, KeyValues.of("customer", "johndoe", "orderId", "1")))
                    .contains(receipt);
            assertThat(context.getBeanNamesForType(PurchaseOrders.class)).isEmpty();
        }
    }

    @Nested
    @DataJpaTest
    @AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
    @Import(EntityDatabase.class)
    class OfEntities {

        @Autowired
        private PurchaseOrders orders;

        @Autowired
        private ApplicationContext context;

        @Test
        void storesEntitiesWithoutItems() {
            orders.save(new PurchaseOrder("1", "johndoe"));

            assertThat(orders.findById("1"))
                    .hasValueSatisfying(order -> assertThat(order.customer()).isEqualTo("johndoe"));
            assertThat(context.getBeanNamesForType(ItemStore.class)).isEmpty();
        }
    }
}
