package io.dynawrap.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RaceTest {

    @Test
    void eachContenderHasOneTurnARoundAndIsPreparedBeforeIt() {
        List<String> log = new ArrayList<>();
        new Race(Duration.ZERO, 2).run(List.of(contender("a", log), contender("b", log)));
        int warmUpAndThreeRounds = 4;
        assertThat(log).hasSize(warmUpAndThreeRounds * 6);
        for (int round = 0; round < warmUpAndThreeRounds; round++) {
            List<String> turns = log.subList(round * 6, round * 6 + 6);
            assertThat(String.join(" ", turns)).isIn("prepare a a a prepare b b b", "prepare b b b prepare a a a");
        }
    }

    private static Contender contender(String name, List<String> log) {
        return new Contender(name, () -> log.add("prepare " + name), () -> log.add(name));
    }

    @Test
    void allocatedBytesAreThoseOfOneOperation() {
        RaceResult result = new Race(Duration.ZERO, 50).run(List.of(new Contender("array", () -> new byte[100_000])));
        assertThat(result.median("array", Measure.BYTES)).isBetween(100_000.0, 101_000.0);
    }

    @Test
    void aContenderThatFailsEndsTheRaceWithItsName() {
        Contender failing = new Contender("broken", () -> {
            throw new IllegalArgumentException("no");
        });
        Race race = new Race(Duration.ZERO, 1);
        assertThatIllegalStateException()
                .isThrownBy(() -> race.run(List.of(failing)))
                .withMessageContaining("broken")
                .withRootCauseInstanceOf(IllegalArgumentException.class);
    }
}
