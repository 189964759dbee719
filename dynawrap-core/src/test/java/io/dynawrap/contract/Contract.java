package io.dynawrap.contract;

import io.dynawrap.DbItem;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.SchemaVersion;
import io.dynawrap.engine.DefaultItemStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every backend has to do, as tests. Each group of operations is a subclass; each backend runs all of them on its
 * real server. Tests use keys of their own instead of cleaning up.
 */
abstract class Contract {

    /** A table that no test creates: an operation that reaches the database fails. */
    static final String ABSENT = "absent-table";

    private static final AtomicInteger OWNERS = new AtomicInteger();

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}")
    record Story(
            String owner,
            String storyId,
            @Nullable String title,
            @Nullable String content,
            @SchemaVersion @Nullable String schemaVersion) {

        Story(String owner, String storyId, @Nullable String title) {
            this(owner, storyId, title, null, null);
        }
    }

    @DbItem(pk = "USER#{owner}", sk = "COMMENT#{story}#{n:05}")
    record Comment(String owner, String story, int n, String text) {}

    @DbItem(pk = "USER#{owner}", sk = "PROFILE")
    record Profile(String owner, String email) {}

    Database database;
    String table;
    ItemStore store;
    String owner;

    @BeforeEach
    void open(Database database) {
        this.database = database;
        this.table = database.table(getClass());
        this.store = new DefaultItemStore(database.backend()).table(table);
        this.owner = "owner" + OWNERS.incrementAndGet();
    }

    Story story(String storyId) {
        return new Story(owner, storyId, "Title of " + storyId);
    }

    KeyValues key(String storyId) {
        return KeyValues.of("owner", owner, "storyId", storyId);
    }

    KeyValues partition() {
        return KeyValues.of("owner", owner);
    }

    void saveStories(String... storyIds) {
        store.batchWrite(List.of(storyIds).stream().map(this::story).toList());
    }

    /** Saves n stories with ids 0000, 0001 and so on, and returns the ids. */
    List<String> saveNumbered(int n) {
        List<String> ids = IntStream.range(0, n).mapToObj("%04d"::formatted).toList();
        store.batchWrite(ids.stream().map(this::story).toList());
        return ids;
    }

    static List<String> ids(List<Story> stories) {
        return stories.stream().map(Story::storyId).toList();
    }
}
