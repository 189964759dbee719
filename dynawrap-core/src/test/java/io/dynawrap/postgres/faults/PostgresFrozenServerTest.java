package io.dynawrap.postgres.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.TestServers;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.postgres.PostgresBackend;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A server whose processes are stopped: its connections are open, and nothing is answered, not even a cancellation. */
@DisabledOnOs(OS.WINDOWS)
class PostgresFrozenServerTest {

    private static final Duration SHORT = Duration.ofSeconds(1);

    /** Each kind of call, with a connection of its own. */
    private static final Map<String, Consumer<ItemStore>> CALLS = new LinkedHashMap<>();

    static {
        CALLS.put("get", store -> store.get(Note.class, KeyValues.of("owner", "o", "id", "1")));
        CALLS.put("save", store -> store.save(new Note("o", "1", "new")));
        CALLS.put("delete", store -> store.delete(new Note("o", "1", "new")));
        CALLS.put(
                "query",
                store -> store.query(Note.class, KeyValues.of("owner", "o")).list());
        CALLS.put("scan", store -> store.scan(Note.class).list());
        CALLS.put(
                "parallel scan", store -> store.scan(Note.class).parallelism(2).list());
        CALLS.put("batch", store -> store.batchWrite(Note.notes(10)));
        CALLS.put("create table", ItemStore::createTable);
    }

    @TempDir
    private static Path directory;

    private static KillableServer server;
    private static NoteTable table;

    @BeforeAll
    static void start() {
        server = new KillableServer(directory);
        table = NoteTable.create(new JdbcTemplate(server));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyCallEndsInPassing() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLS.size());
        Map<String, CompletableFuture<Throwable>> failures = new LinkedHashMap<>();
        Map<String, SingleConnectionDataSource> connections = new LinkedHashMap<>();
        for (String call : CALLS.keySet()) {
            connections.put(call, new SingleConnectionDataSource(server.getConnection(), true));
        }
        server.freeze();
        try {
            CALLS.forEach((name, call) -> {
                ItemStore store = limited(connections.get(name));
                failures.put(
                        name, CompletableFuture.supplyAsync(() -> catchThrowable(() -> call.accept(store)), callers));
            });
            failures.forEach((name, failure) -> assertThat(
                            failure.orTimeout(TestServers.PATIENCE.toMinutes(), TimeUnit.MINUTES)
                                    .join())
                    .as(name)
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.isTransient()).isTrue()));
        } finally {
            server.thaw();
            callers.shutdown();
            connections.values().forEach(SingleConnectionDataSource::destroy);
        }
    }

    /** The driver waits for an answer without limit by default, and other code of the application may rely on that. */
    @Test
    void theLimitStaysNotWithTheConnection() throws SQLException {
        try (Connection connection = server.getConnection()) {
            SingleConnectionDataSource one = new SingleConnectionDataSource(connection, true);
            limited(one).save(new Note("o", "2", "text"));

            assertThat(connection.getNetworkTimeout()).isZero();
        }
    }

    @Test
    void aSocketTimeoutOfTheApplicationRemains() throws SQLException {
        try (Connection connection = server.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, 77_000);
            SingleConnectionDataSource one = new SingleConnectionDataSource(connection, true);
            limited(one).save(new Note("o", "3", "text"));

            assertThat(connection.getNetworkTimeout()).isEqualTo(77_000);
        }
    }

    private static ItemStore limited(SingleConnectionDataSource one) {
        return new DefaultItemStore(new PostgresBackend(new JdbcTemplate(one)).withTimeouts(SHORT, SHORT))
                .table(table.name());
    }
}
