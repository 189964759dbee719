package io.dynawrap.benchmarks.postgres;

import static io.dynawrap.Condition.field;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.benchmarks.measure.Checks;
import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.postgres.PostgresBackend;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** A table with so many items, all in one partition or a hundred in each, and operations at random places in it. */
final class GrowingTable {

    static final int FEW = 100;
    private static final int TEN = 10;
    private static final int ID_DIGITS = 8;

    /** Made by the server, so that a million items do not take minutes. */
    private static final String FILL = """
            INSERT INTO %s (pk, sk, schema_version, data)
            SELECT 'USER#' || k.owner, 'STORY#' || k.id, ?,
                   ?::jsonb || jsonb_build_object('owner', k.owner, 'storyId', k.id)
            FROM generate_series(0, ? - 1) AS i,
                 LATERAL (SELECT 'o' || lpad((i / ?)::text, 8, '0'), lpad((i %% ?)::text, 8, '0')) AS k(owner, id)""";

    private final String name;
    private final int items;
    private final int perPartition;
    private final ItemStore store;
    private final PlainJdbc plain;
    private final HandWrittenBatches plainBatches;
    private final HikariDataSource pool;
    private final Random random = new Random(7);

    GrowingTable(HikariDataSource pool, int items, boolean onePartition) {
        this.items = items;
        this.perPartition = onePartition ? items : FEW;
        this.name = (onePartition ? "one_" : "many_") + items;
        JdbcTemplate jdbc = new JdbcTemplate(pool);
        this.store = new DefaultItemStore(new PostgresBackend(jdbc)).table(name);
        this.plain = new PlainJdbc(pool, name);
        this.plainBatches = new HandWrittenBatches(name);
        this.pool = pool;
        fill(jdbc);
    }

    private void fill(JdbcTemplate jdbc) {
        store.createTable();
        // pages with room for another version of a row, as in a table in use: a small one soon has them in any case
        jdbc.execute("ALTER TABLE " + name + " SET (fillfactor = 90)");
        try {
            String document = Stories.JSON.writeValueAsString(Stories.story("", 0));
            jdbc.update(FILL.formatted(name), Stories.VERSION, document, items, perPartition, perPartition);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        jdbc.execute("VACUUM (FREEZE, ANALYZE) " + name);
        Integer count = jdbc.queryForObject("SELECT count(*) FROM " + name, Integer.class);
        Checks.same("the items in the table", name, items, count);
    }

    String name() {
        return name;
    }

    int items() {
        return items;
    }

    private Story storyAt(int place) {
        return Stories.story(owner(place), place % perPartition);
    }

    private String owner(int place) {
        return "o" + digits(place / perPartition);
    }

    private static String digits(int number) {
        return String.format(Locale.ROOT, "%0" + ID_DIGITS + "d", number);
    }

    private int anywhere() {
        return random.nextInt(items);
    }

    Story get() {
        int place = anywhere();
        String id = digits(place % perPartition);
        return store.get(Story.class, KeyValues.of("owner", owner(place), "storyId", id))
                .orElseThrow();
    }

    @Nullable Story plainGet() throws SQLException, IOException {
        int place = anywhere();
        return Objects.requireNonNull(plain.get(owner(place), digits(place % perPartition)));
    }

    Story save() {
        return store.save(storyAt(anywhere()));
    }

    Story plainSave() throws SQLException, IOException {
        return plain.save(storyAt(anywhere()));
    }

    /** The hundred items of a partition, or those of a large one whose ids have the same beginning. */
    List<Story> queryFew() {
        int place = anywhere();
        String beginning = beginningOfFew(place);
        KeyValues owner = KeyValues.of("owner", owner(place));
        KeyValues key = beginning.isEmpty() ? owner : owner.and("storyId", beginning);
        return checked(store.query(Story.class, key).list());
    }

    /** A hundred items from a bound on, which in a small partition are all of it. */
    List<Story> queryBetween() {
        int place = anywhere();
        int first = place % perPartition / FEW * FEW;
        return checked(store.query(Story.class, KeyValues.of("owner", owner(place)))
                .from(digits(first))
                .before(digits(first + FEW))
                .list());
    }

    /** Ten of the hundred items between two bounds, by a filter. */
    List<Story> queryFiltered() {
        int place = anywhere();
        int first = place % perPartition / FEW * FEW;
        List<Story> found = store.query(Story.class, KeyValues.of("owner", owner(place)))
                .from(digits(first))
                .before(digits(first + FEW))
                .filter(field("storyId").between(digits(first), digits(first + TEN - 1)))
                .list();
        Checks.same("filter", name, TEN, found.size());
        return found;
    }

    List<Story> plainQueryFew() throws SQLException, IOException {
        int place = anywhere();
        List<Story> found = new ArrayList<>();
        plain.query(owner(place), beginningOfFew(place), found::add);
        return checked(found);
    }

    private String beginningOfFew(int place) {
        return perPartition == FEW ? "" : digits(place % perPartition).substring(0, ID_DIGITS - 2);
    }

    private List<Story> checked(List<Story> found) {
        Checks.same("query", name, FEW, found.size());
        return found;
    }

    int batchWriteFew() {
        return store.batchWrite(few());
    }

    int plainBatchWriteFew() throws SQLException, IOException {
        return plainBatches.unnest(pool, few());
    }

    /** In the order of their keys, which does no harm, and which Dynawrap sees to by itself. */
    private List<Story> few() {
        return IntStream.generate(this::anywhere)
                .distinct()
                .limit(FEW)
                .sorted()
                .mapToObj(this::storyAt)
                .toList();
    }
}
