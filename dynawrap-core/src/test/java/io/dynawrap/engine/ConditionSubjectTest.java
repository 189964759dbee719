package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.spi.BoundCondition;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConditionSubjectTest {

    private static BoundCondition present(String... path) {
        return new BoundCondition.Present(List.of(path));
    }

    @Test
    void eachComparedFieldIsNamedOnce() {
        BoundCondition condition = new BoundCondition.All(List.of(
                new BoundCondition.ItemExists(null),
                new BoundCondition.Any(List.of(
                        present("state"),
                        new BoundCondition.Comparison(List.of("total"), BoundCondition.Operator.LESS, "secret"))),
                new BoundCondition.Not(present("state"))));

        assertThat(ConditionSubject.of(condition)).isEqualTo("The condition on 'state', 'total'");
    }

    @Test
    void theKeyOfAMapIsNotNamed() {
        assertThat(ConditionSubject.of(present("phones", "secret"))).isEqualTo("The condition on 'phones'");
    }

    @Test
    void aConditionOnTheItemNamesNoField() {
        assertThat(ConditionSubject.of(new BoundCondition.ItemAbsent(null))).isEqualTo("The condition");
    }

    @Test
    void aConditionOnAWholeItemNamesNoField() {
        List<BoundCondition> fields =
                IntStream.range(0, 9).mapToObj(i -> present("field" + i)).toList();

        assertThat(ConditionSubject.of(new BoundCondition.All(fields.subList(0, 8))))
                .endsWith("'field7'");
        assertThat(ConditionSubject.of(new BoundCondition.All(fields))).isEqualTo("The condition");
    }
}
