package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.transaction.TransactionTimedOutException;

/** Every class of appendix A of PostgreSQL's manual, "PostgreSQL Error Codes", and the codes that differ from their class. */
class SqlProblemTest {

    /** As Spring's translators leave a failure: one that knows the code, one that knows the type, and none. */
    private static List<RuntimeException> failures(SQLException failure) {
        RuntimeException unknown = new UncategorizedSQLException("task", "sql", failure);
        DataAccessException byState = new SQLStateSQLExceptionTranslator().translate("task", "sql", failure);
        DataAccessException byType = new SQLExceptionSubclassTranslator().translate("task", "sql", failure);
        return List.of(unknown, byState == null ? unknown : byState, byType == null ? unknown : byType);
    }

    private static StoreException failure(RuntimeException failure, boolean inTransaction) {
        return StoreExceptionTranslator.translate("get", "t", failure, inTransaction);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            08000 08001 08003 08006 08007 08P01 | UNREACHABLE     | true
            40003                               | UNREACHABLE     | true
            57P03                               | UNREACHABLE     | true
            40000 40001 40P01                   | CONFLICT        | true
            55006                               | CONFLICT        | true
            25P03 25P04                         | TIMEOUT         | true
            55P03                               | TIMEOUT         | true
            57014 57P05                         | TIMEOUT         | true
            72000                               | TIMEOUT         | true
            53000 53100 53200 53300 53400       | UNAVAILABLE     | true
            57000 57P01 57P02                   | UNAVAILABLE     | true
            58000 58030                         | UNAVAILABLE     | true
            08004 28000 28P01                   | CREDENTIALS     | false
            3D000 57P04                         | DATABASE_MISSING| false
            3F000                               | SCHEMA_MISSING  | false
            42P01                               | TABLE_MISSING   | false
            42501                               | PERMISSION      | false
            42703 42P10                         | TABLE_UNUSABLE  | false
            00000 01000 02000 03000             | OTHER           | false
            09000 0A000 0B000 0F000 0L000 0P000 0Z000 10608 | OTHER | false
            20000 21000 22000 22003 22P05       | OTHER           | false
            23000 23502 23505 23514             | OTHER           | false
            24000 25000 25001 25P01 25P02       | OTHER           | false
            26000 27000 2B000 2D000 2F000 34000 | OTHER           | false
            38000 39000 3B000 40002 42000 42601 42P05 44000 | OTHER | false
            54000 54001 55000 55P02 55P04       | OTHER           | false
            58P01 58P02 F0000 F0001             | OTHER           | false
            HV000 P0000 P0001 P0004             | OTHER           | false
            XX000 XX001 XX002                   | OTHER           | false
            """)
    void aStateIsClassifiedWhateverSpringMakesOfIt(String states, StoreProblem problem, boolean isTransient) {
        for (String state : states.split(" ")) {
            for (RuntimeException failure : failures(new SQLException("message", state))) {
                for (boolean inTransaction : new boolean[] {false, true}) {
                    assertThat(failure(failure, inTransaction))
                            .as("%s of %s", state, failure.getClass().getSimpleName())
                            .returns(problem, StoreException::problem)
                            .returns(isTransient, StoreException::isTransient);
                }
            }
        }
    }

    /** {@code @Transactional(readOnly = true)} gives the same code as a server that a failover has made a standby. */
    @Test
    void aReadOnlySessionIsPassingOutsideATransactionOnly() {
        for (RuntimeException failure : failures(new SQLException("message", "25006"))) {
            assertThat(failure(failure, false))
                    .returns(StoreProblem.UNAVAILABLE, StoreException::problem)
                    .returns(true, StoreException::isTransient);
            assertThat(failure(failure, true))
                    .returns(StoreProblem.OTHER, StoreException::problem)
                    .returns(false, StoreException::isTransient);
        }
    }

    @Test
    void aStateOfAnotherServerIsWhatTheTranslatorOfTheApplicationMakesOfIt() {
        SQLException unknown = new SQLException("message", "ZZ001");
        assertThat(failure(new TransientDataAccessResourceException("m", unknown), false)
                        .isTransient())
                .isTrue();
        assertThat(failure(new UncategorizedSQLException("task", "sql", unknown), false)
                        .isTransient())
                .isFalse();
    }

    @Test
    void aFailureWithoutAStateIsClassifiedByItsType() {
        assertThat(failure(new QueryTimeoutException("m", new SQLTimeoutException("m")), false))
                .returns(StoreProblem.TIMEOUT, StoreException::problem)
                .returns(true, StoreException::isTransient);
        assertThat(failure(new TransactionTimedOutException("m"), true))
                .returns(StoreProblem.TIMEOUT, StoreException::problem)
                .returns(true, StoreException::isTransient);
        assertThat(failure(new CannotGetJdbcConnectionException("m", new SQLException("m")), false))
                .returns(StoreProblem.THROTTLED, StoreException::problem)
                .returns(true, StoreException::isTransient);
    }

    /** The answer to the statement is open, so that a batch must not be repeated before its session has ended. */
    @ParameterizedTest
    @CsvSource({"08006, true", "08P01, true", "40003, true", "57P01, false", "40001, false", "25006, false"})
    void anAnswerIsLostWithTheConnection(String state, boolean isLost) {
        assertThat(SqlProblem.isAnswerLost(state, new SQLException("m", state))).isEqualTo(isLost);
    }
}
