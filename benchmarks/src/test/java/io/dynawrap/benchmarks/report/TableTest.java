package io.dynawrap.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.benchmarks.measure.Bar;
import io.dynawrap.benchmarks.measure.PartResult;
import io.dynawrap.benchmarks.measure.Ratio;
import io.dynawrap.benchmarks.measure.Row;
import io.dynawrap.benchmarks.measure.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private static String line(Row row) {
        String table = Table.of(List.of(new PartResult("A part", List.of(row))));
        assertThat(table).startsWith("### A part\n\n| work |");
        return table.lines().toList().get(4);
    }

    private static Row row(Ratio kind, double ratio, Bar bar) {
        return new Row("save", "time", Unit.NANOS, 2e8, "by hand", 1e8, kind, ratio, ratio / 2, ratio * 2, bar);
    }

    @Test
    void aBarThatIsReachedIsMet() {
        assertThat(line(row(Ratio.SPEED, 0.96, Bar.atLeast(0.95))))
                .isEqualTo(
                        "| save | time | 200 ms | by hand | 100 ms | 0.96× | 0.48× to 1.92× | speed ≥ 0.95× | met |");
    }

    @Test
    void aBarThatIsNotReachedSaysByHowMuchItIsMissed() {
        assertThat(line(row(Ratio.COST, 1.5, Bar.atMost(1.03)))).endsWith("| cost ≤ 1.03× | **missed** by 0.47× |");
    }

    @Test
    void aBarMissedByLessThanIsShownIsNotCalledMet() {
        assertThat(line(row(Ratio.COST, 1.031, Bar.atMost(1.03)))).endsWith("| **missed** by 0.001× |");
    }

    @Test
    void aDifferenceIsInTheUnitOfTheValues() {
        assertThat(line(row(Ratio.DIFFERENCE, 1e8, Bar.atMost(150e6))))
                .endsWith("| +100 ms | +50.0 ms to +200 ms | ≤ 150 ms | met |");
    }

    @Test
    void aRowWithoutBarSaysWhatItsRatioIsOf() {
        assertThat(line(row(Ratio.COST, 12.34, null))).endsWith("| 12.3× | 6.17× to 24.7× | cost | |");
    }

    @Test
    void aValueAloneHasNoRatio() {
        assertThat(line(Row.alone("stream", "time", Unit.NANOS, 1e9)))
                .isEqualTo("| stream | time | 1.00 s | | | | | | |");
    }
}
