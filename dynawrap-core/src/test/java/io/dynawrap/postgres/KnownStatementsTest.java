package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class KnownStatementsTest {

    private static final String TEMPLATE = "DELETE FROM \"t\" WHERE pk = ? AND a = ? AND " + GuardedSql.GUARD;

    private final TableSql table = new TableSql("t", "\"t\"");
    private final KnownStatements statements = new KnownStatements(1000);

    @Test
    void theStatementOfAShapeIsMadeOnceAndIsThatOfItsWholeText() {
        GuardedSql statement = GuardedSql.known(TEMPLATE);
        assertThat(statement.text()).startsWith("DELETE FROM \"t\" WHERE pk = ? AND a = ? AND 1 = 1 /");
        assertThat(statement.position()).isEqualTo(3);
        assertThat(statement.number()).isEqualTo(GuardedSql.of(TEMPLATE).number());
        assertThat(GuardedSql.known(new String(TEMPLATE))).isSameAs(statement);
    }

    @Test
    void otherConditionsAndOtherWritesHaveOtherStatements() {
        assertThat(table.updateIf("a = ?").text()).startsWith("UPDATE").contains("a = ?");
        assertThat(table.deleteIf("a = ?").text()).startsWith("DELETE").contains("a = ?");
        assertThat(table.upsertIf("a = ?").text()).contains("INSERT").contains("a = ?");
        assertThat(table.updateIf("b = ?").number())
                .isNotEqualTo(table.updateIf("a = ?").number());
        assertThat(table.updateIf("a = ?")).isSameAs(table.updateIf("a = ?"));
    }

    @Test
    void textsThatTogetherExceedTheMaximumAreForgottenAndMadeAnew() {
        for (int n = 100; n < 400; n++) {
            String template = "SELECT " + n + " WHERE " + GuardedSql.GUARD;
            GuardedSql statement = statements.get(template, GuardedSql::of);
            assertThat(statement.text()).startsWith("SELECT " + n + " WHERE 1 = 1 /");
            assertThat(statements.get(template, GuardedSql::of)).isSameAs(statement);
            assertThat(statements.size()).isBetween(1, 1000 / template.length());
        }
        String long1 = "SELECT '" + "x".repeat(2000) + "' WHERE " + GuardedSql.GUARD;
        assertThat(statements.get(long1, GuardedSql::of).text()).contains("xxx");
        assertThat(statements.size()).isEqualTo(1);
    }

    @Test
    void manyThreadsGetTheirOwnTextsAndNoMoreAreKept() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int first = 1000 * (thread + 1);
            all.add(pool.submit(() -> {
                for (int n = first; n < first + 2000; n++) {
                    String template = "SELECT " + n + " WHERE " + GuardedSql.GUARD;
                    assertThat(statements.get(template, GuardedSql::of).text()).startsWith("SELECT " + n + " WHERE 1");
                }
            }));
        }
        pool.shutdown();
        for (Future<?> one : all) {
            one.get();
        }
        int length = ("SELECT 1000 WHERE " + GuardedSql.GUARD).length();
        assertThat(statements.size()).isBetween(1, 1000 / length + threads);
    }
}
