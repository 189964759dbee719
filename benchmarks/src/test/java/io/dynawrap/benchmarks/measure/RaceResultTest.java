package io.dynawrap.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RaceResultTest {

    private final RaceResult result =
            new RaceResult(Map.of("ours", turns(200, 100, 400), "theirs", turns(100, 100, 100)));

    private static List<Turn> turns(double... nanos) {
        return Arrays.stream(nanos).mapToObj(n -> new Turn(n, n / 2, 8)).toList();
    }

    @Test
    void theRatioIsThatOfTheMedians() {
        Row cost = result.row("work", Measure.TIME, "ours", "theirs", Ratio.COST, null);
        assertThat(cost.ours()).isEqualTo(200);
        assertThat(cost.theirs()).isEqualTo(100);
        assertThat(cost.ratio()).isEqualTo(2);
    }

    @Test
    void speedIsTheOppositeOfCostAndADifferenceKeepsItsSign() {
        assertThat(result.row("work", Measure.CPU, "ours", "theirs", Ratio.SPEED, null)
                        .ratio())
                .isEqualTo(0.5);
        assertThat(result.row("work", Measure.TIME, "theirs", "ours", Ratio.DIFFERENCE, null)
                        .ratio())
                .isEqualTo(-100);
    }

    @Test
    void theQuartilesAreThoseOfTheRatiosOfTheRounds() {
        Row cost = result.row("work", Measure.TIME, "ours", "theirs", Ratio.COST, null);
        assertThat(cost.low()).isEqualTo(1.5);
        assertThat(cost.high()).isEqualTo(3);
    }
}
