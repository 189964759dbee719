package io.dynawrap.contract;

import static io.dynawrap.Condition.itemExists;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dynawrap.ConditionFailedException;
import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.ItemExistsException;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.OnError;
import io.dynawrap.Page;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.StoreAdmin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Items that expire, by a clock that the test sets. */
abstract class ExpiryContract extends Contract {

    /** Long ago, so that a clock other than the one of the test finds all items expired. */
    private static final Instant NOON = Instant.parse("2001-02-03T12:00:00Z");

    @DbItem(pk = "USER#{owner}", sk = "SESSION#{id}")
    record Session(
            String owner,
            String id,
            @ExpiresAt @Nullable Instant expiresAt,
            @Nullable String text) {}

    @DbItem(pk = "USER#{owner}", sk = "SESSION#{id}", viewOf = Session.class)
    record SessionText(String owner, String id, @Nullable String text) {}

    @DbItem(pk = "USER#{owner}", sk = "SESSION#{id}", viewOf = Session.class)
    record SessionEnd(
            String owner, String id, @ExpiresAt @Nullable Instant expiresAt) {}

    @DbItem(pk = "USER#{owner}", sk = "CODE#{id}")
    record Code(
            String owner,
            String id,
            @ExpiresAt @JsonProperty("ttl") Instant end) {}

    @DbItem(pk = "USER#{owner}", sk = "COUNT#{id}")
    record Count(String owner, String id, int expiresAt) {}

    @DbItem(pk = "USER#{owner}", sk = "NOTE#{id}")
    record Note(String owner, String id, @Nullable String expiresAt) {}

    private Instant now = NOON;
    private DefaultItemStore expiring;

    @BeforeEach
    void setClock() {
        expiring = DefaultItemStore.builder(database.backend())
                .clock(() -> now)
                .build()
                .table(table);
        store = expiring;
    }

    private Session session(String id, @Nullable Instant expiresAt) {
        return new Session(owner, id, expiresAt, "Text of " + id);
    }

    private KeyValues id(String id) {
        return KeyValues.of("owner", owner, "id", id);
    }

    private Optional<Session> get(String id) {
        return store.get(Session.class, id(id));
    }

    private List<String> queried() {
        return store.query(Session.class, partition()).list().stream()
                .map(Session::id)
                .toList();
    }

    private void putRaw(String id, String fields) {
        database.putRaw(
                table,
                "USER#" + owner,
                "SESSION#" + id,
                null,
                "{\"owner\": \"" + owner + "\", \"id\": \"" + id + "\"" + fields + "}");
    }

    @Test
    void theInstantIsStoredAsANumberOfSecondsAndSaveReturnsItWithoutItsFraction() {
        Session saved = store.save(session("1", NOON.plusMillis(1999)));

        assertThat(saved.expiresAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(get("1")).contains(saved);
        assertThat(database.raw(table, "USER#" + owner, "SESSION#1")
                        .fields()
                        .get("expiresAt")
                        .decimalValue())
                .isEqualByComparingTo("981201601");
    }

    @Test
    void anInstantBefore1970IsCutOffDownwards() {
        now = Instant.ofEpochSecond(-100);

        assertThat(store.save(session("1", Instant.ofEpochSecond(-2, 1))).expiresAt())
                .isEqualTo(Instant.ofEpochSecond(-2));
    }

    @Test
    void anItemIsAbsentFromItsSecondOn() {
        store.save(session("1", NOON.plusSeconds(10)));

        now = NOON.plusSeconds(10).minusNanos(1);
        assertThat(get("1")).isPresent();
        assertThat(queried()).containsExactly("1");

        now = NOON.plusSeconds(10);
        assertThat(get("1")).isEmpty();
        assertThat(store.exists(Session.class, id("1"))).isFalse();
        assertThat(store.getAll(Session.class, List.of(id("1")))).isEmpty();
        assertThat(queried()).isEmpty();
        assertThat(store.query(Session.class, partition()).first()).isEmpty();
        assertThat(store.query(Session.class, partition()).reverse().list()).isEmpty();
        assertThat(store.query(Session.class, partition()).page(5, null)).isEqualTo(new Page<>(List.of(), null));
        assertThat(store.scan(Session.class, partition()).list()).isEmpty();
        assertThat(store.scan(Session.class, partition()).parallelism(3).list()).isEmpty();
        assertThat(database.raw(table, "USER#" + owner, "SESSION#1")).isNotNull();
    }

    @Test
    void checkedWritesFindNoExpiredItem() {
        store.save(session("1", NOON.plusSeconds(10)));
        Session next = session("1", NOON.plusSeconds(99));
        assertThatThrownBy(() -> store.create(next)).isInstanceOf(ItemExistsException.class);

        now = NOON.plusSeconds(10);
        assertThatThrownBy(() -> store.save(next, itemExists()))
                .isInstanceOfSatisfying(
                        ConditionFailedException.class,
                        e -> assertThat(e.current(Session.class)).isEmpty());
        assertThatThrownBy(() -> store.delete(Session.class, id("1"), itemExists()))
                .isInstanceOf(ConditionFailedException.class);

        assertThat(store.create(next)).isEqualTo(next);
        assertThat(get("1")).contains(next);
    }

    @Test
    void anItemWhoseFieldIsNullNeverExpires() {
        store.save(session("1", null));

        now = Instant.MAX;
        assertThat(get("1")).contains(session("1", null));
        assertThat(queried()).containsExactly("1");
    }

    @Test
    void aStoredTextOrNullNeverExpiresAndATextIsRead() {
        putRaw("1", ", \"expiresAt\": \"2001-02-03T11:00:00Z\"");
        putRaw("2", ", \"expiresAt\": null");
        putRaw("3", "");

        assertThat(queried()).containsExactly("1", "2", "3");
        assertThat(get("1").orElseThrow().expiresAt()).isEqualTo(NOON.minusSeconds(3600));
        assertThat(get("2").orElseThrow().expiresAt()).isNull();
        assertThat(get("3").orElseThrow().expiresAt()).isNull();
    }

    @Test
    void aNumberOfAnotherWriterMayHaveAFractionAndExpiresAtTheNextSecond() {
        putRaw("1", ", \"expiresAt\": 981201610.25");
        putRaw("2", ", \"expiresAt\": 9.8120161E8");

        assertThat(get("1").orElseThrow().expiresAt())
                .isEqualTo(NOON.plusSeconds(10).plusMillis(250));
        assertThat(get("2").orElseThrow().expiresAt()).isEqualTo(NOON.plusSeconds(10));
        now = NOON.plusSeconds(10);
        assertThat(queried()).containsExactly("1");
        now = NOON.plusSeconds(11);
        assertThat(queried()).isEmpty();
    }

    @Test
    void aNumberThatIsNoInstantIsUnreadableUntilItExpires() {
        putRaw("1", ", \"expiresAt\": 1E30");
        putRaw("2", ", \"expiresAt\": -1E30");
        putRaw("3", ", \"expiresAt\": 981201610.1234567891");

        assertThatThrownBy(() -> get("1")).isInstanceOf(UnreadableItemException.class);
        assertThat(get("2")).isEmpty();
        assertThatThrownBy(() -> get("3")).isInstanceOf(UnreadableItemException.class);
    }

    @Test
    void anExpiredItemThatCannotBeReadIsAbsentToo() {
        putRaw("1", ", \"text\": [1], \"expiresAt\": 981201610");

        assertThatThrownBy(() -> get("1")).isInstanceOf(UnreadableItemException.class);
        now = NOON.plusSeconds(10);
        assertThat(get("1")).isEmpty();
        assertThat(store.query(Session.class, partition())
                        .onError(OnError.RAISE)
                        .list())
                .isEmpty();
        assertThat(store.scan(Session.class, partition()).onError(OnError.RAISE).list())
                .isEmpty();
    }

    @Test
    void limitsAndPagesCountItemsThatHaveNotExpired() {
        store.batchWrite(IntStream.range(0, 40)
                .mapToObj(n -> session("%02d".formatted(n), NOON.plusSeconds(n % 4 == 3 ? 100 : 10)))
                .toList());
        now = NOON.plusSeconds(10);

        assertThat(store.query(Session.class, partition()).limit(3).list())
                .extracting(Session::id)
                .containsExactly("03", "07", "11");
        Page<Session> page = store.query(Session.class, partition()).page(9, null);
        assertThat(page.items()).hasSize(9);
        assertThat(page.nextCursor()).isNotNull();
        Page<Session> last = store.query(Session.class, partition()).page(9, page.nextCursor());
        assertThat(last.items()).extracting(Session::id).containsExactly("39");
        assertThat(last.nextCursor()).isNull();
        assertThat(store.scan(Session.class, partition()).limit(4).list()).hasSize(4);
    }

    @Test
    void aPageEndsWithoutACursorIfOnlyExpiredItemsFollow() {
        store.save(session("1", null));
        store.save(session("2", NOON));

        assertThat(store.query(Session.class, partition()).page(1, null).nextCursor())
                .isNull();
    }

    @Test
    void aStreamThatIsConsumedLaterEndsBeforeWhatHasExpiredByThen() {
        store.save(session("1", NOON.plusSeconds(10)));
        try (var stream = store.query(Session.class, partition()).stream()) {
            now = NOON.plusSeconds(10);

            assertThat(stream).isEmpty();
        }
    }

    @Test
    void theAdminCountsAndShowsNoExpiredItems() {
        now = NOON.plusSeconds(1000); // the items of other tests have expired, or never do
        store.save(session("1", NOON.plusSeconds(1010)));
        store.save(session("2", NOON.plusSeconds(1020)));
        StoreAdmin admin = expiring.admin();
        long before = count(admin);

        now = NOON.plusSeconds(1010);
        assertThat(count(admin)).isEqualTo(before - 1);
        assertThat(admin.queryStored(Session.class, partition()).list()).hasSize(1);
        assertThat(admin.scanStored(Session.class, partition()).list()).hasSize(1);
    }

    private static long count(StoreAdmin admin) {
        StoreAdmin.ItemCounts counts = admin.countItems(Session.class, Duration.ofMinutes(10));
        return counts.withoutVersion()
                + counts.bySchemaVersion().values().stream().mapToLong(n -> n).sum();
    }

    @Test
    void aWriteOverAnExpiredItemIsAWrite() {
        store.save(session("1", NOON));
        store.save(session("2", NOON));
        assertThat(queried()).isEmpty();

        store.save(session("1", NOON.plusSeconds(1)));
        store.batchWrite(List.of(session("2", null)));
        assertThat(queried()).containsExactly("1", "2");
        store.delete(session("1", NOON));
        assertThat(queried()).containsExactly("2");
    }

    @Test
    void aViewInheritsTheExpiryOfItsModel() {
        store.save(session("1", NOON.plusSeconds(10)));

        assertThat(store.get(SessionText.class, id("1"))).isPresent();
        assertThat(store.get(SessionEnd.class, id("1")).orElseThrow().expiresAt())
                .isEqualTo(NOON.plusSeconds(10));
        now = NOON.plusSeconds(10);
        assertThat(store.get(SessionText.class, id("1"))).isEmpty();
        assertThat(store.query(SessionText.class, partition()).list()).isEmpty();
        assertThat(store.query(SessionEnd.class, partition()).list()).isEmpty();
    }

    @Test
    void modelsOfATableExpireAtFieldsOfOneName() {
        store.save(session("1", null));

        assertThatThrownBy(() -> store.save(new Code(owner, "1", NOON)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("'ttl' and 'expiresAt'")
                .hasMessageContaining("@JsonProperty");
    }

    /** The database would delete its items by the number. */
    @Test
    void anotherModelOfTheTableHasNoNumberInTheFieldWhichOneIsKnownFirst() {
        store.save(session("1", null));

        assertThatThrownBy(() -> store.save(new Count(owner, "1", 5)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("Count: the field 'expiresAt' is a number without @ExpiresAt")
                .hasMessageContaining("Session expires")
                .hasMessageContaining("@JsonProperty");
        assertThat(store.query(Session.class, partition()).list()).hasSize(1);

        ItemStore other = new DefaultItemStore(database.backend()).table(table);
        other.save(new Count(owner, "1", 5));
        assertThatThrownBy(() -> other.save(session("2", null)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("Count: the field 'expiresAt'");
    }

    @Test
    void anotherModelOfTheTableMayHaveATextInTheFieldAndIsKept() {
        store.save(session("1", NOON.minusSeconds(1)));
        Note note = store.save(new Note(owner, "1", "5"));

        expiring.admin().sweepExpired(table, 10, Duration.ofMinutes(1));

        assertThat(store.get(Note.class, id("1"))).contains(note);
    }

    @Test
    void aModelOfTheSameTableWithoutTheAnnotationNeverExpires() {
        store.save(new Profile(owner, "a@example.com"));

        now = Instant.MAX;
        assertThat(store.get(Profile.class, partition())).isPresent();
    }

    @Test
    void aSweepNeedsAModelThatExpiresAndAPositiveChunk() {
        StoreAdmin admin = expiring.admin();
        store.save(session("1", null));

        assertThatThrownBy(() -> admin.sweepExpired(ABSENT, 10, Duration.ofMinutes(1)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("@ExpiresAt");
        assertThatThrownBy(() -> admin.sweepExpired(table, 0, Duration.ofMinutes(1)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("chunk");
        assertThat(admin.sweepExpired(table, 10, Duration.ZERO))
                .isEqualTo(new StoreAdmin.Sweep(0, StoreAdmin.Sweep.End.TIME_OVER));
    }

    @Test
    void withoutAClockThatOfTheSystemDecides() {
        ItemStore usual = new DefaultItemStore(database.backend()).table(table);
        usual.save(session("1", Instant.now().minusSeconds(60)));
        usual.save(session("2", Instant.now().plus(Duration.ofDays(1))));

        assertThat(usual.query(Session.class, partition()).list())
                .extracting(Session::id)
                .containsExactly("2");
    }
}
