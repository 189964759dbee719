package io.dynawrap.differential;

import static org.assertj.core.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.TestServers;
import io.dynawrap.backend.Backend;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.postgres.PostgresBackend;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Both databases and the rules in memory give the same answers to random programs. The property
 * {@code dynawrap.differential.steps} says how many steps run at least, {@code dynawrap.differential.seed} which seed the
 * first program has; a program has the seed after that of the one before it.
 */
class DifferentialTest {

    private static final String TABLE = "differential";
    private static final long STEPS = Long.getLong("dynawrap.differential.steps", 4_000);
    private static final long FIRST_SEED = Long.getLong("dynawrap.differential.seed", 1);
    private static final int SHRINKING_TRIES = 500;

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.dynawrap.ItemQuery");

    private static HikariDataSource dataSource;
    private static Backend postgres;
    private static Backend dynamoDb;

    @BeforeAll
    static void open() {
        dataSource = new HikariDataSource(TestServers.postgres("postgres"));
        postgres = new PostgresBackend(new JdbcTemplate(dataSource));
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
        Comparison comparison = new Comparison(new Database(postgres, TABLE), new Database(dynamoDb, TABLE));
        long seed = FIRST_SEED;
        while (comparison.steps() < STEPS) {
            String report = reportOf(seed, comparison);
            if (report != null) {
                fail(report);
            }
            seed++;
        }
    }

    /** What differs in the program of a seed, and a small program with which something does, or {@code null}. */
    private static @Nullable String reportOf(long seed, Comparison comparison) {
        List<Step> program = ProgramGenerator.program(seed);
        String difference = comparison.difference(program);
        if (difference == null) {
            return null;
        }
        List<Step> smallest =
                new Shrinker(steps -> comparison.difference(steps) != null, SHRINKING_TRIES).shrink(program);
        String text = smallest.stream().map(Show::of).collect(Collectors.joining("\n  ", "  ", "\n"));
        return "The program of seed " + seed + " (run it with -Ddynawrap.differential.seed=" + seed
                + " -Ddynawrap.differential.steps=1) gives different answers.\n" + difference
                + "\nThis smaller one does, too:\n" + text + comparison.difference(smallest);
    }
}
