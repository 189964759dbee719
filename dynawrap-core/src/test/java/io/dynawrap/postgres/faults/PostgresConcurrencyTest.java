package io.dynawrap.postgres.faults;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.ItemQuery;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.Page;
import io.dynawrap.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** Many stores, readers and writers at once. */
class PostgresConcurrencyTest {

    private static final KeyValues PARTITION = KeyValues.of("owner", "o");

    private static final String TABLE_OF_A_TOOL =
            " (pk TEXT COLLATE \"C\", sk TEXT COLLATE \"C\", schema_version TEXT, data JSONB, PRIMARY KEY (pk, sk))";

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    /** A table that a tool is creating holds the stores up until all of them have seen that there is none. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sixteenStoresThatStartTogetherOnAnEmptyDatabaseAllFindTheirTable(boolean toolCommits) throws SQLException {
        String database = "empty_" + toolCommits;
        NoteTable.create().jdbc().execute("CREATE DATABASE " + database);
        List<Note> notes = Note.notes(16);
        try (HikariDataSource tool = pool(database, 2)) {
            NoteTable table = NoteTable.absent(new JdbcTemplate(tool));
            List<CompletableFuture<Void>> starting;
            try (Connection creating = tool.getConnection()) {
                creating.setAutoCommit(false);
                creating.createStatement().execute("CREATE TABLE " + table.name() + TABLE_OF_A_TOOL);
                starting = start(16, n -> {
                    try (HikariDataSource pool = pool(database, 1)) {
                        ItemStore store = table.store(pool);
                        store.createTable();
                        store.save(notes.get(n));
                    }
                });
                table.awaitBlocked(database, 16);
                if (toolCommits) {
                    creating.commit();
                } else {
                    creating.rollback();
                }
            }
            assertSucceed(starting);
            assertThat(table.stored()).isEqualTo(notes);
        }
    }

    @Test
    void eightWritersOfTheSameItemsInOppositeOrdersNeverFailNotEvenInPassing() {
        NoteTable table = NoteTable.create();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        JdbcTemplate jdbc = new JdbcTemplate(table.jdbc().getDataSource());
        SQLExceptionTranslator translator = jdbc.getExceptionTranslator();
        jdbc.setExceptionTranslator((task, sql, e) -> {
            failures.add(e.toString());
            return translator.translate(task, sql, e);
        });
        ItemStore store = table.store(jdbc);

        all(8, writer -> {
            List<Note> notes = new ArrayList<>();
            for (Note note : Note.notes(3000).subList(writer * 100, 2000 + writer * 100)) {
                notes.add(new Note(note.owner(), note.id(), "of " + writer));
            }
            if (writer % 2 == 1) {
                Collections.reverse(notes);
            }
            for (int round = 0; round < 10; round++) {
                assertThat(store.batchWrite(notes)).isEqualTo(2000);
            }
        });

        assertThat(failures).isEmpty();
        List<Note> stored = table.stored();
        assertThat(stored)
                .extracting(Note::id)
                .isEqualTo(Note.notes(2700).stream().map(Note::id).toList());
        assertThat(stored).allMatch(note -> {
            int id = Integer.parseInt(note.id());
            int writer = Integer.parseInt(note.text().substring(3));
            return writer * 100 <= id && id < 2000 + writer * 100;
        });
    }

    @Test
    void readersSeeEachItemThatIsThereThroughoutOnceWhileOthersComeChangeAndGo() {
        NoteTable table = NoteTable.create();
        ItemStore store = table.store(table.jdbc());
        List<Note> constant = IntStream.range(0, 600).mapToObj(n -> note(3 * n)).toList();
        store.batchWrite(constant);
        store.batchWrite(IntStream.range(0, 600).mapToObj(n -> note(3 * n + 1)).toList());
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Void>> writers = start(3, writer -> change(store, new Random(writer), done));

        try {
            all(3, reader -> {
                for (int round = 0; round < 3; round++) {
                    ItemQuery<Note> query = store.query(Note.class, PARTITION);
                    assertHasAllOnceInOrder(query.stream().toList(), constant);
                    assertHasAllOnceInOrder(query.reverse().list(), reversed(constant));
                    assertHasAllOnceInOrder(pages(query, 7 + reader), constant);
                    assertHasAllOnceInOrder(pages(query.reverse(), 64), reversed(constant));
                    List<Note> scanned = store.scan(Note.class, KeyValues.none())
                            .parallelism(3)
                            .list();
                    assertThat(scanned).extracting(Note::id).doesNotHaveDuplicates();
                    assertThat(new HashSet<>(scanned)).containsAll(constant);
                }
            });
        } finally {
            done.set(true);
        }
        assertSucceed(writers);
    }

    /** Changes the notes whose number leaves 1 when divided by 3, and saves and deletes those that leave 2. */
    private static void change(ItemStore store, Random random, AtomicBoolean done) {
        while (!done.get()) {
            int n = 3 * random.nextInt(600);
            String text = random.nextInt(20) == 0 ? "long".repeat(30_000) : "short";
            store.save(new Note("o", note(n + 1).id(), text));
            store.batchWrite(
                    List.of(note(n + 2), new Note("o", note((n + 5) % 1800).id(), text)));
            store.delete(note(3 * random.nextInt(600) + 2));
        }
    }

    private static Note note(int n) {
        String text = n % 30 == 0 ? "constant".repeat(5000) : "constant";
        return new Note("o", String.format(Locale.ROOT, "%05d", n), text);
    }

    private static List<Note> pages(ItemQuery<Note> query, int size) {
        List<Note> notes = new ArrayList<>();
        String cursor = null;
        do {
            Page<Note> page = query.page(size, cursor);
            notes.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return notes;
    }

    private static void assertHasAllOnceInOrder(List<Note> seen, List<Note> constant) {
        assertThat(seen.stream().filter(note -> Integer.parseInt(note.id()) % 3 == 0))
                .isEqualTo(constant);
        assertThat(seen).extracting(Note::id).doesNotHaveDuplicates();
    }

    private static List<Note> reversed(List<Note> notes) {
        List<Note> reversed = new ArrayList<>(notes);
        Collections.reverse(reversed);
        return reversed;
    }

    private void all(int count, IntConsumer action) {
        assertSucceed(start(count, action));
    }

    private List<CompletableFuture<Void>> start(int count, IntConsumer action) {
        return IntStream.range(0, count)
                .mapToObj(n -> runAsync(() -> action.accept(n), threads))
                .toList();
    }

    private static void assertSucceed(List<CompletableFuture<Void>> running) {
        assertThat(running).allSatisfy(one -> assertThat(one).succeedsWithin(NoteTable.PATIENCE));
    }

    private static HikariDataSource pool(String database, int size) {
        HikariConfig config = TestServers.postgres(database);
        config.setMaximumPoolSize(size);
        config.addDataSourceProperty("ApplicationName", database);
        return new HikariDataSource(config);
    }
}
