package io.dynawrap.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BarTest {

    @Test
    void aLowerLimitIsMissedFromBelowOnly() {
        Bar bar = Bar.atLeast(0.95);
        assertThat(bar.missedBy(0.95)).isZero();
        assertThat(bar.missedBy(2)).isZero();
        assertThat(bar.missedBy(0.9)).isCloseTo(0.05, within(1e-9));
    }

    @Test
    void anUpperLimitIsMissedFromAboveOnly() {
        Bar bar = Bar.atMost(1.2);
        assertThat(bar.missedBy(1.2)).isZero();
        assertThat(bar.missedBy(0.1)).isZero();
        assertThat(bar.missedBy(1.5)).isCloseTo(0.3, within(1e-9));
    }
}
