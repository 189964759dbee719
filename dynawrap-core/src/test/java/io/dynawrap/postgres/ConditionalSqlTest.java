package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConditionalSqlTest {

    private static final String TEMPLATE = "DELETE FROM %s WHERE pk = ? AND %s AND " + GuardedSql.GUARD;

    private final TableSql table = new TableSql("t", "\"t\"");
    private final ConditionalSql statements = new ConditionalSql("\"t\"");

    @Test
    void theStatementOfAConditionIsMadeOnceAndIsThatOfItsWholeText() {
        GuardedSql statement = statements.of(TEMPLATE, "a = ?");
        assertThat(statement.text()).startsWith("DELETE FROM \"t\" WHERE pk = ? AND a = ? AND 1 = 1 /");
        assertThat(statement.position()).isEqualTo(3);
        assertThat(statement.number())
                .isEqualTo(GuardedSql.of(TEMPLATE.formatted("\"t\"", "a = ?")).number());
        assertThat(statements.of(TEMPLATE, "a = ?")).isSameAs(statement);
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
    void itHoldsNoMoreStatementsThanItsMaximumAndMakesTheOthersAnew() {
        for (int n = 0; n < 3 * ConditionalSql.MAX_STATEMENTS; n++) {
            assertThat(statements.of(TEMPLATE, "a" + n).text()).contains("a" + n + " ");
            assertThat(statements.size()).isLessThanOrEqualTo(ConditionalSql.MAX_STATEMENTS);
        }
    }
}
