package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.DbItem;
import io.dynawrap.KeyValues;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that is called with the names of many tables, such as one for each tenant. */
class ManyTablesTest {

    @DbItem(pk = "USER#{owner}", sk = "NOTE#{id}", table = "notes")
    record Note(String owner, String id) {}

    @DbItem(pk = "USER#{owner}", sk = "TAG#{id}")
    record Tag(String owner, String id) {}

    private static class Empty extends FaultyBackend {
        @Override
        public RangePage read(RangeRequest request) {
            return new RangePage(List.of(), null, null);
        }
    }

    private final DefaultItemStore store = DefaultItemStore.builder(new Empty())
            .tableNames(name -> "dev-" + name)
            .build();

    @Test
    void tablesThatOnlyCallsNameAreNotRememberedWithoutBound() {
        store.register(List.of(Note.class));
        IntStream.range(0, 3 * StoreTables.MAX_CALLED).forEach(n -> {
            DefaultItemStore tenant = store.table("tenant" + n);
            assertThat(tenant.query(Tag.class, KeyValues.of("owner", "joe")).list())
                    .isEmpty();
        });

        assertThat(store.admin().describe().tables())
                .hasSizeLessThanOrEqualTo(StoreTables.MAX_CALLED + 1)
                .extracting(StoreDescription.Table::name)
                .contains("notes", "tenant" + (3 * StoreTables.MAX_CALLED - 1));
    }

    @Test
    void tablesWithoutModelsAreNotRememberedWithoutBoundEither() {
        StoreTables tables = new StoreTables(new Empty(), name -> "dev-" + name, false);
        IntStream.range(0, 3 * StoreTables.MAX_CALLED)
                .forEach(n -> assertThat(tables.physicalName("t" + n)).isEqualTo("dev-t" + n));

        assertThat(IntStream.range(0, 3 * StoreTables.MAX_CALLED)
                        .filter(n -> !tables.logicalName("dev-t" + n).equals("dev-t" + n)))
                .hasSizeLessThanOrEqualTo(StoreTables.MAX_CALLED);
    }

    @Test
    void aTableThatACallNamesBeforeTheModelKeepsItsModels() {
        store.table("notes").query(Tag.class, KeyValues.of("owner", "joe"));
        store.query(Note.class, KeyValues.of("owner", "joe"));
        IntStream.range(0, 2 * StoreTables.MAX_CALLED).forEach(n -> store.table("tenant" + n));

        assertThat(store.admin().describe().tables()).singleElement().satisfies(table -> {
            assertThat(table.physicalName()).isEqualTo("dev-notes");
            assertThat(table.models())
                    .extracting(type -> type.model().getSimpleName())
                    .containsExactly("Note", "Tag");
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 0, -1, Long.MIN_VALUE})
    void aCountTakesADurationOfAnyLength(long seconds) {
        StoreAdmin.ItemCounts counts = store.admin().countItems(Note.class, Duration.ofSeconds(seconds));

        assertThat(counts.complete()).isEqualTo(seconds > 0);
    }
}
