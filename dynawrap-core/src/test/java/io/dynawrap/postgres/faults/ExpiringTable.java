package io.dynawrap.postgres.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.StoreAdmin.Sweep;
import io.dynawrap.engine.TestStores;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.TableSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A table with items that have expired and others that have not, whose sweep waits in the middle for a lock. */
final class ExpiringTable {

    static final int EXPIRED = 250;
    private static final int CURRENT = 20;
    private static final int CHUNK = 50;

    /** Of the third chunk; earlier items expired earlier. */
    private static final int WAITS_AT = 120;

    @DbItem(pk = "SESSION#{id}", sk = "SESSION")
    record Session(String id, @ExpiresAt Instant end) {}

    private final NoteTable table;

    /**
     * Creates the table.
     *
     * @param lock the number of the advisory lock for which the sweep waits
     */
    ExpiringTable(JdbcTemplate jdbc, int lock) {
        table = NoteTable.absent(jdbc);
        new PostgresBackend(jdbc).createTable(new TableSpec(table.name(), "end", false));
        List<Session> sessions = new ArrayList<>();
        Instant now = Instant.now();
        IntStream.range(0, EXPIRED).forEach(n -> sessions.add(session("old", n, now.minusSeconds(10_000 - n))));
        IntStream.range(0, CURRENT).forEach(n -> sessions.add(session("current", n, now.plusSeconds(10_000))));
        table.store(jdbc).batchWrite(sessions);
        jdbc.execute("""
                CREATE FUNCTION %1$s_wait() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM pg_advisory_xact_lock(%2$s);
                    RETURN OLD;
                END $$;
                CREATE TRIGGER wait BEFORE DELETE ON %1$s
                FOR EACH ROW WHEN (OLD.pk = 'SESSION#old%3$05d') EXECUTE FUNCTION %1$s_wait();
                """.formatted(table.name(), lock, WAITS_AT));
    }

    private static Session session(String kind, int n, Instant end) {
        return new Session(kind + String.format(Locale.ROOT, "%05d", n), end);
    }

    NoteTable table() {
        return table;
    }

    /** Deletes expired items by an application that connects in this way. */
    Sweep sweep(DataSource dataSource) {
        DefaultItemStore store = TestStores.withoutTimeLimit(new PostgresBackend(new JdbcTemplate(dataSource)));
        ItemStore inTable = store.table(table.name());
        assertThat(inTable.get(Session.class, KeyValues.of("id", "old00000"))).isEmpty();
        return store.admin().sweepExpired(table.name(), CHUNK, NoteTable.PATIENCE);
    }

    /** The number of expired items that are still there. All others must be there in any case. */
    int expiredLeft() {
        List<String> left = table.jdbc().queryForList("SELECT pk FROM " + table.name() + " ORDER BY pk", String.class);
        assertThat(left.subList(0, CURRENT))
                .isEqualTo(IntStream.range(0, CURRENT)
                        .mapToObj(n -> String.format(Locale.ROOT, "SESSION#current%05d", n))
                        .toList());
        return left.size() - CURRENT;
    }
}
