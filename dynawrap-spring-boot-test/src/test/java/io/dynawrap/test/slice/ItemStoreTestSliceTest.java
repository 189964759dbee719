package io.dynawrap.test.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.test.ItemStoreTest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

/** What is in a context of the slice, and what is left of a test. */
@ItemStoreTest(properties = "dynawrap.table-prefix=slice-")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ItemStoreTestSliceTest {

    private static final KeyValues JOHN = KeyValues.of("owner", "johndoe");

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ItemStore store;

    @Autowired
    private JdbcTemplate jdbcTemplate;

    @Test
    @Order(1)
    void theStoreHasTheModelsTableAndTheCustomizersOfTheApplication() {
        store.save(new Story("johndoe", "1", "A story"));

        assertThat(jdbcTemplate.queryForObject("SELECT data ->> 'headline' FROM \"slice-stories\"", String.class))
                .isEqualTo("A story");
    }

    @Test
    @Order(2)
    void otherComponentsAreNotInTheSlice() {
        assertThat(context.getBeansOfType(Stories.class)).isEmpty();
    }

    @Test
    @Order(3)
    void manyItemsOfSeveralTablesAreStored() {
        store.table("others").createTable();
        store.table("others").save(new Story("johndoe", "1", "Elsewhere"));
        store.batchWrite(IntStream.range(0, 1500)
                .mapToObj(number -> new Story("johndoe", "n" + number, "Many"))
                .toList());
        jdbcTemplate.update("INSERT INTO \"slice-stories\" (pk, sk, data) VALUES ('x', 'y', '[]')");

        assertThat(count("slice-stories")).isEqualTo(1501);
        assertThat(count("slice-others")).isEqualTo(1);
    }

    @Test
    @Order(4)
    void nothingOfThemIsLeftForTheNextTest() {
        assertThat(count("slice-stories")).isZero();
        assertThat(count("slice-others")).isZero();
    }

    @Test
    @Order(5)
    @Transactional
    void aTestMayRunInATransaction() {
        store.save(new Story("johndoe", "1", "Rolled back"));

        assertThat(store.query(Story.class, JOHN).list()).hasSize(1);
    }

    @Test
    @Order(6)
    void aTableMayBeDropped() {
        jdbcTemplate.execute("DROP TABLE \"slice-others\"");

        assertThatThrownBy(() -> count("slice-others")).hasMessageContaining("slice-others");
    }

    @Test
    @Order(7)
    void aDroppedTableIsForgotten() {
        assertThat(store.query(Story.class, JOHN).list()).isEmpty();
    }

    private int count(String table) {
        Integer count = jdbcTemplate.queryForObject("SELECT count(*) FROM \"" + table + "\"", Integer.class);
        return count == null ? -1 : count;
    }
}
