package io.dynawrap.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.TestServers;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.Backend;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Both databases and the rules in memory give the same answers to random programs. The property
 * {@code dynawrap.differential.steps} says how many steps run at least, {@code dynawrap.differential.seed} which seed the
 * first program has; a program has the seed after that of the one before it.
 */
class DifferentialTest {

    private static final String TABLE = "differential";
    private static final long STEPS = Long.getLong("dynawrap.differential.steps", 2_000);
    private static final long FIRST_SEED = Long.getLong("dynawrap.differential.seed", 1);

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.dynawrap.ItemQuery");

    private static HikariDataSource dataSource;
    private static Backend postgres;
    private static Backend dynamoDb;

    @BeforeAll
    static void open() {
        dataSource = new HikariDataSource(TestServers.postgres("postgres"));
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        jdbc.execute(
                "CREATE TABLE IF NOT EXISTS dynawrap_token (token text PRIMARY KEY, fingerprint text NOT NULL, at timestamptz NOT NULL)");
        postgres = new PostgresBackend(jdbc);
        dynamoDb = new DynamoDbBackend(TestServers.dynamoDb());
        LOG.setLevel(Level.ERROR); // the programs' items that cannot be read would fill pages
    }

    @AfterAll
    static void close() {
        LOG.setLevel(null);
        dataSource.close();
    }

    @Test
    void randomProgramsGiveTheSameAnswersOnBothDatabasesAndInMemory() {
        Comparison comparison =
                new Comparison(new DatabaseUnderTest(postgres, TABLE), new DatabaseUnderTest(dynamoDb, TABLE));
        for (long seed = FIRST_SEED; comparison.steps() < STEPS; seed++) {
            Failing failing = Failing.find(seed, comparison);
            if (failing != null) {
                fail(failing.report());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFaultIsFoundAndShrunkToAFewStepsWhichItsSeedReproduces(BackendWithFault.Fault fault) {
        Comparison comparison =
                new Comparison(new DatabaseUnderTest(new BackendWithFault(postgres, fault), "differential-" + fault));
        Failing failing = LongStream.range(1, 200)
                .mapToObj(seed -> Failing.find(seed, comparison))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();

        assertThat(failing.smallest()).hasSizeBetween(1, 4);
        assertThat(failing.report())
                .contains("-Ddynawrap.differential.seed=" + failing.seed())
                .contains("postgres ");
        assertThat(Failing.find(failing.seed(), comparison).report()).isEqualTo(failing.report());
    }
}
