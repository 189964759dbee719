package io.dynawrap.test.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.DbItem;
import io.dynawrap.InvalidItemException;
import io.dynawrap.ItemStore;
import io.dynawrap.autoconfigure.BackendType;
import io.dynawrap.test.ItemStoreTest;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** In the slice every item is compared with what is read back of it. */
@ItemStoreTest(backends = {BackendType.POSTGRES, BackendType.DYNAMODB})
class CheckedItemsTest {

    private static final Timestamp IN_NANOS = Timestamp.from(Instant.parse("2026-01-02T03:04:05.123456789Z"));

    @DbItem(pk = "STAMPED#{owner}", sk = "{id}")
    record Stamped(String owner, String id, Timestamp at) {}

    @Autowired
    private ItemStore store;

    @BeforeEach
    void useATable() {
        store = store.table("stamps");
        store.createTable();
    }

    @Test
    void aLossInALaterItemOfAClassIsFound() {
        Stamped first = new Stamped("johndoe", "1", new Timestamp(IN_NANOS.getTime()));
        assertThat(store.save(first)).isEqualTo(first);

        assertThatThrownBy(() -> store.save(new Stamped("johndoe", "2", IN_NANOS)))
                .isInstanceOf(InvalidItemException.class)
                .hasMessageContaining("Stamped: the value at '/at' changes");
        assertThatThrownBy(() -> store.batchWrite(List.of(first, new Stamped("johndoe", "3", IN_NANOS))))
                .isInstanceOf(InvalidItemException.class)
                .hasMessageContaining("index 1");
    }
}
