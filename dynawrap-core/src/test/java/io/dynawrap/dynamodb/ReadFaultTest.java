package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.DbItem;
import io.dynawrap.ItemQuery;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.Page;
import io.dynawrap.StoreException;
import io.dynawrap.dynamodb.FaultyHttp.Fault;
import io.dynawrap.engine.DefaultItemStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads through faults return each item once and in order, or fail. */
@ExtendWith(LocalDynamoDb.class)
class ReadFaultTest {

    private static final String TABLE = LocalDynamoDb.newTableName();
    private static final int ITEMS = 120;

    @DbItem(pk = "NOBODY#{id}", sk = "{n}")
    record Absent(String id, int n) {}

    private final FaultyHttp http = new FaultyHttp();
    private final DynamoDbClient client = http.client();
    private final ItemStore store = new DefaultItemStore(new DynamoDbBackend(client)).table(TABLE);

    /** Comments whose keys sort as their numbers do, with stories between them that no query of comments returns. */
    @BeforeAll
    static void createTable() {
        ItemStore healthy = new DefaultItemStore(new DynamoDbBackend(LocalDynamoDb.client())).table(TABLE);
        healthy.createTable();
        healthy.batchWrite(
                IntStream.range(0, ITEMS).mapToObj(ReadFaultTest::comment).toList());
        healthy.batchWrite(IntStream.range(0, 40)
                .mapToObj(n -> Story.of("reader", "s" + n, "t"))
                .toList());
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static Comment comment(int n) {
        return new Comment("reader", 1000 + n, "text " + n);
    }

    private static List<Comment> all() {
        return IntStream.range(0, ITEMS).mapToObj(ReadFaultTest::comment).toList();
    }

    private static List<Comment> allReversed() {
        List<Comment> reversed = new ArrayList<>(all());
        Collections.reverse(reversed);
        return reversed;
    }

    private ItemQuery<Comment> query() {
        return store.query(Comment.class, KeyValues.of("owner", "reader"));
    }

    private ItemQuery<Comment> scan() {
        return store.scan(Comment.class).consistentReads(true);
    }

    private static List<Comment> pages(ItemQuery<Comment> query, int size) {
        List<Comment> items = new ArrayList<>();
        String cursor = null;
        do {
            Page<Comment> page = query.page(size, cursor);
            cursor = page.nextCursor();
            assertThat(page.items()).hasSize(cursor == null ? page.items().size() : size);
            items.addAll(page.items());
        } while (cursor != null);
        return items;
    }

    private void assertEveryReadIsComplete(String as) {
        assertThat(query().list()).as(as).isEqualTo(all());
        assertThat(query().reverse().list()).as(as).isEqualTo(allReversed());
        assertThat(query().limit(50).list()).as(as).isEqualTo(all().subList(0, 50));
        assertThat(query().reverse().limit(7).list())
                .as(as)
                .isEqualTo(allReversed().subList(0, 7));
        assertThat(pages(query(), 17)).as(as).isEqualTo(all());
        assertThat(pages(query().reverse(), 40)).as(as).isEqualTo(allReversed());
        assertThat(scan().list()).as(as).containsExactlyInAnyOrderElementsOf(all());
        assertThat(pages(scan(), 33)).as(as).containsExactlyInAnyOrderElementsOf(all());
        assertThat(scan().parallelism(4).list()).as(as).containsExactlyInAnyOrderElementsOf(all());
    }

    private void fault(Fault fault) {
        http.fault("Query", fault);
        http.fault("Scan", fault);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 49})
    void pagesThatEndEarlyMakeNoGapAndNoRepetition(int items) {
        fault(attempt -> Faults.cutShort(attempt, items));
        assertEveryReadIsComplete("pages of at most " + items);
        assertThat(http.attempts("Query")).isGreaterThan(ITEMS / items);
    }

    @Test
    void emptyPagesWithALastKeyAreGoneOnAfter() {
        Random random = new Random(7);
        fault(attempt -> {
            synchronized (random) {
                if (random.nextInt(3) > 0) {
                    return Faults.emptyPage(attempt);
                }
                return Faults.cutShort(attempt, 1 + random.nextInt(20));
            }
        });
        assertEveryReadIsComplete("empty pages");
    }

    @Test
    void everyPageOfAScanMayBeEmptyButTheLast() {
        fault(attempt -> Faults.cutShort(attempt, 1));
        assertThat(store.scan(Absent.class).list()).isEmpty();
        assertThat(store.scan(Absent.class).page(3)).isEqualTo(new Page<>(List.of(), null));
        assertThat(http.attempts("Scan")).isGreaterThan(2 * ITEMS);
    }

    @Test
    void throughFaultsOfAllKindsEveryItemComesOnce() {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            fault(attempt -> {
                synchronized (random) {
                    return switch (random.nextInt(attempt.number() < 3 ? 0 : 3, 10)) {
                        case 0, 1, 2 -> Faults.passing(attempt, random);
                        case 3 -> Faults.emptyPage(attempt);
                        case 4 -> attempt.forward();
                        default -> Faults.cutShort(attempt, 10 + random.nextInt(60));
                    };
                }
            });
            assertEveryReadIsComplete("seed " + seed);
        }
    }

    @Test
    void aFailureInTheMiddleReachesTheCallerAfterTheItemsBeforeIt() {
        fault(attempt -> http.attempts("Query") > 4
                ? FaultyHttp.error(400, "AccessDeniedException")
                : Faults.cutShort(attempt, 10));
        Iterator<Comment> items = query().stream().iterator();
        List<Comment> read = new ArrayList<>();

        StoreException thrown = catchThrowableOfType(StoreException.class, () -> items.forEachRemaining(read::add));

        assertThat(thrown).hasMessageContaining("AccessDeniedException");
        assertThat(thrown.isTransient()).isFalse();
        assertThat(read).isEqualTo(all().subList(0, 40));
    }

    @Test
    void aScanOfManyThreadsFailsWhereOneOfThemDoes() {
        fault(attempt -> http.attempts("Scan") > 6
                ? FaultyHttp.error(400, "AccessDeniedException")
                : Faults.cutShort(attempt, 5));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> scan().parallelism(4).list())
                .withMessageContaining("AccessDeniedException");
    }

    @Test
    void aPageThatFailedIsReadAgainFromItsCursor() {
        List<Comment> read = new ArrayList<>();
        String cursor = null;
        int failures = 0;
        do {
            int healthyReads = http.attempts("Query") + 1;
            fault(attempt -> http.attempts("Query") > healthyReads
                    ? FaultyHttp.error(400, "AccessDeniedException")
                    : Faults.cutShort(attempt, 5));
            Page<Comment> page = pageOrNull(cursor);
            if (page == null) {
                failures++;
                http.heal();
                page = query().page(20, cursor);
            }
            read.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(read).isEqualTo(all());
        assertThat(failures).isEqualTo(6);
    }

    private @Nullable Page<Comment> pageOrNull(@Nullable String cursor) {
        try {
            return query().page(20, cursor);
        } catch (StoreException e) {
            return null;
        }
    }

    @Test
    void answersThatEndInTheMiddleOrAreNoneAreFailuresAndAreNotQuoted() {
        fault(Faults::brokenOff);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> query().list())
                .withMessageNotContaining("text ")
                .matches(StoreException::isTransient);
        fault(attempt -> attempt.number() == 1 ? Faults.brokenOff(attempt) : attempt.forward());
        assertThat(query().list()).isEqualTo(all());
        fault(Faults::truncated);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> query().list())
                .withMessageNotContaining("text ");
        fault(attempt -> FaultyHttp.answer(200, "<html>text 17</html>"));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> query().list())
                .withMessageNotContaining("text ");
    }
}
