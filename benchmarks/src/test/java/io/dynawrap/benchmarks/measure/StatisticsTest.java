package io.dynawrap.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void theMedianIsTheMiddleValueInWhateverOrder() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 1000.0, 3.0, 2.0))).isEqualTo(3);
    }

    @Test
    void theMedianOfAnEvenNumberOfValuesIsTheMeanOfTheTwoInTheMiddle() {
        assertThat(Statistics.median(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(3);
    }

    @Test
    void aQuartileBetweenTwoValuesIsInterpolated() {
        List<Double> values = List.of(10.0, 20.0, 30.0, 40.0);
        assertThat(Statistics.quantile(values, 0.25)).isEqualTo(17.5);
        assertThat(Statistics.quantile(values, 0.75)).isEqualTo(32.5);
    }

    @Test
    void nothingHasNoMedian() {
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.median(List.of()));
    }
}
