package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableCacheTest {

    private final TableCache<Integer> cache = new TableCache<>();

    @Test
    void aValueIsFoundOnce() {
        assertThat(cache.get("one", String::length)).isEqualTo(3);
        assertThat(cache.get("one", name -> -1)).isEqualTo(3);
        assertThat(cache.get("two")).isNull();
    }

    @Test
    void itHoldsNoMoreTablesThanItsMaximumAndFindsTheOthersAnew() {
        for (int n = 0; n < 3 * TableCache.MAX_TABLES; n++) {
            assertThat(cache.get("table" + n, String::length)).isEqualTo(("table" + n).length());
            assertThat(cache.size()).isLessThanOrEqualTo(TableCache.MAX_TABLES);
        }
        assertThat(cache.get("table0", name -> -1)).isEqualTo(-1);
    }
}
