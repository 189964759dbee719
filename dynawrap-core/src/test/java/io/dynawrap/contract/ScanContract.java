package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dynawrap.DbItem;
import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.ItemQuery;
import io.dynawrap.KeyValues;
import io.dynawrap.OnError;
import io.dynawrap.TestServers;
import io.dynawrap.UnreadableItemException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class ScanContract extends Contract {

    @DbItem(pk = "TENANT#{tenant}#USER#{user}", sk = "ORDER#{orderId}")
    record Order(String tenant, String user, String orderId) {}

    private List<Order> orders(String tenant, int users, int each) {
        List<Order> orders = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            for (int order = 0; order < each; order++) {
                orders.add(new Order(tenant, "u" + user, "%04d".formatted(order)));
            }
        }
        store.batchWrite(orders);
        return orders;
    }

    private ItemQuery<Order> scan(KeyValues values) {
        return store.scan(Order.class, values).consistentReads(true);
    }

    @Test
    void aScanFindsTheItemsOfTheModelAcrossPartitionsAndNoOthers() {
        List<Order> orders = orders(owner, 5, 3);
        saveStories("1", "2");
        assertThat(scan(KeyValues.none()).list().stream()
                        .filter(order -> order.tenant().equals(owner)))
                .containsExactlyInAnyOrderElementsOf(orders);
    }

    @Test
    void leadingPartitionKeyFieldsMatchWhole() {
        List<Order> orders = orders(owner, 3, 2);
        orders(owner + "1", 2, 2);
        assertThat(scan(KeyValues.of("tenant", owner)).list()).containsExactlyInAnyOrderElementsOf(orders);
    }

    @Test
    void aCompletePartitionKeyMatchesByEquality() {
        store.batchWrite(
                List.of(new Order(owner, "u1", "1"), new Order(owner, "u12", "1"), new Order(owner, "u1", "2")));
        assertThat(scan(KeyValues.of("tenant", owner, "user", "u1")).list())
                .containsExactlyInAnyOrder(new Order(owner, "u1", "1"), new Order(owner, "u1", "2"));
    }

    @Test
    void namesThatAreNotInThePartitionKeyOrFollowAGapAreErrors() {
        assertThatThrownBy(() -> store.table(ABSENT).scan(Order.class, KeyValues.of("orderId", "1")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("'orderId'");
        assertThatThrownBy(() -> store.table(ABSENT).scan(Order.class, KeyValues.of("user", "u1")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("'tenant'");
    }

    @Test
    void aScanHasNoReverse() {
        assertThatThrownBy(() -> store.scan(Order.class).reverse()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLimitCountsReturnedItems() {
        orders(owner, 4, 10);
        ItemQuery<Order> scan = scan(KeyValues.of("tenant", owner));
        assertThat(scan.limit(7).list()).hasSize(7).doesNotHaveDuplicates();
        assertThat(scan.limit(100).list()).hasSize(40);
        assertThat(scan.first()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16})
    void severalThreadsFindEachItemOnce(int threads) {
        List<Order> orders = orders(owner, 40, 10);
        analyze();
        assertThat(scan(KeyValues.of("tenant", owner)).parallelism(threads).list())
                .containsExactlyInAnyOrderElementsOf(orders);
        assertThat(scan(KeyValues.of("tenant", owner))
                        .parallelism(threads)
                        .limit(33)
                        .list())
                .hasSize(33)
                .doesNotHaveDuplicates();
    }

    /** Lets a database that splits by statistics gather them. */
    void analyze() {}

    @Test
    void closingAParallelScanEndsItsThreads() throws InterruptedException {
        orders(owner, 40, 25);
        Set<Thread> before = scanThreads();
        try (Stream<Order> stream = scan(KeyValues.none()).parallelism(4).stream()) {
            assertThat(stream.iterator().hasNext()).isTrue();
        }
        for (Thread thread : scanThreads()) {
            if (!before.contains(thread)) {
                thread.join(TestServers.PATIENCE.toMillis());
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @Test
    void anAbandonedParallelScanKeepsNoThread() {
        orders(owner, 100, 20);
        analyze();
        Set<Thread> before = scanThreads();

        Iterator<Order> abandoned =
                scan(KeyValues.of("tenant", owner)).parallelism(4).stream().iterator();

        assertThat(abandoned.hasNext()).isTrue();
        await().atMost(TestServers.PATIENCE).until(() -> before.containsAll(scanThreads()));
        assertThat(abandoned).toIterable().hasSize(2000);
    }

    private static Set<Thread> scanThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("dynawrap-scan"))
                .collect(Collectors.toSet());
    }

    @Test
    void aFailureInAThreadReachesTheCaller() {
        orders(owner, 3, 3);
        database.putRaw(table, "TENANT#" + owner + "#USER#bad", "ORDER#1", null, "{\"tenant\": {\"no\": \"text\"}}");
        ItemQuery<Order> scan = scan(KeyValues.of("tenant", owner)).parallelism(3);
        assertThatThrownBy(() -> scan.onError(OnError.RAISE).list()).isInstanceOf(UnreadableItemException.class);
        assertThat(scan.onError(OnError.SKIP).list()).hasSize(9);
    }

    @Test
    void parallelismOutOfRangeIsAnError() {
        assertThatThrownBy(() -> store.scan(Order.class).parallelism(0)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> store.scan(Order.class).parallelism(65)).isInstanceOf(InvalidArgumentException.class);
    }
}
