package io.dynawrap.postgres.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TestServers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A pool whose one connection leads to a server that accepts no writes, as after a failover. */
class PostgresStandbyTest {

    private static final Note NOTE = new Note("o", "1", "text");

    private final NoteTable table = NoteTable.create();
    private final HikariDataSource standby = standby();

    private static HikariDataSource standby() {
        HikariConfig config = TestServers.postgres("postgres");
        config.addDataSourceProperty("options", "-c default_transaction_read_only=on");
        config.setMaximumPoolSize(1);
        return new HikariDataSource(config);
    }

    @AfterEach
    void close() {
        standby.close();
    }

    @Test
    void aWriteFailsInPassingAndAReadSucceeds() {
        ItemStore store = table.store(standby);

        StoreException failure = catchThrowableOfType(StoreException.class, () -> store.save(NOTE));

        assertThat(failure)
                .hasMessageContaining("(SQLState 25006)")
                .returns(StoreProblem.UNAVAILABLE, StoreException::problem)
                .returns(true, StoreException::isTransient);
        assertThat(store.get(Note.class, KeyValues.of("owner", "o", "id", "1"))).isEmpty();
    }

    @Test
    void aBatchIsCompletedWhenTheServerAcceptsWrites() {
        ItemStore store = table.store(
                standby, () -> new JdbcTemplate(standby).execute("SET default_transaction_read_only = off"));

        assertThat(store.batchWrite(List.of(NOTE))).isEqualTo(1);

        assertThat(table.stored()).containsExactly(NOTE);
    }

    /** The same code may come from {@code readOnly = true}, with which the transaction never succeeds. */
    @Test
    void aWriteInATransactionIsNotPassing() {
        TransactionTemplate readOnly =
                new TransactionTemplate(new JdbcTransactionManager(table.jdbc().getDataSource()));
        readOnly.setReadOnly(true);
        ItemStore store = table.store(table.jdbc());

        StoreException failure = catchThrowableOfType(
                StoreException.class, () -> readOnly.executeWithoutResult(status -> store.save(NOTE)));

        assertThat(failure)
                .hasMessageContaining("(SQLState 25006)")
                .returns(StoreProblem.OTHER, StoreException::problem)
                .returns(false, StoreException::isTransient);
    }
}
