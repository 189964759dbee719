package io.dynawrap.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {

    @ParameterizedTest
    @CsvSource({
        "NANOS, 12.34, 12.3 ns",
        "NANOS, 1234, 1.23 µs",
        "NANOS, 999600, 1.00 ms",
        "NANOS, 99960000, 100 ms",
        "NANOS, 4290000000, 4.29 s",
        "NANOS, -120000000, -120 ms",
        "NANOS, 7200000000000, 7200 s",
        "BYTES, 136, 136 B",
        "BYTES, 9.4, 9 B",
        "BYTES, 69700, 69.7 KB"
    })
    void aValueHasThreeDigitsAndTheUnitOfItsSize(Unit unit, double value, String text) {
        assertThat(unit.format(value)).isEqualTo(text);
    }
}
