package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.dynawrap.DbItem;
import io.dynawrap.KeyValues;
import io.dynawrap.SchemaVersion;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.mapping.ItemType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

abstract class SchemaVersionContract extends Contract {

    @DbItem(pk = "V#{owner}", sk = "PLAIN#{id}")
    record Plain(String owner, String id) {}

    @DbItem(pk = "V#{owner}", sk = "FIXED#{id}", schemaVersion = "7")
    record Fixed(
            String owner,
            String id,
            @SchemaVersion @Nullable String version) {}

    @DbItem(pk = "V#{owner}", sk = "OPEN#{id}")
    static final class Open {
        public String owner;
        public String id;

        @JsonAnySetter
        public Map<String, Object> more = new TreeMap<>();
    }

    private KeyValues id(String id) {
        return KeyValues.of("owner", owner, "id", id);
    }

    @Test
    void everySaveStoresTheCurrentVersionWhateverTheFieldHolds() {
        String current = ItemType.of(Story.class).schemaVersion();
        assertThat(store.save(new Story(owner, "1", "t", null, "forged")).schemaVersion())
                .isEqualTo(current);
        assertThat(store.save(new Story(owner, "2", "t")).schemaVersion()).isEqualTo(current);
        for (String id : new String[] {"1", "2"}) {
            Database.RawItem raw = database.raw(table, "USER#" + owner, "STORY#" + id);
            assertThat(raw.schemaVersion()).isEqualTo(current);
            assertThat(raw.fields().get("schema_version").textValue()).isEqualTo(current);
        }
    }

    @Test
    void aModelWithoutTheFieldHasItsVersionStoredBesideTheFields() {
        store.save(new Plain(owner, "1"));
        assertThat(database.raw(table, "V#" + owner, "PLAIN#1").schemaVersion())
                .isEqualTo(ItemType.of(Plain.class).schemaVersion());
        assertThat(store.get(Plain.class, id("1"))).contains(new Plain(owner, "1"));
    }

    @Test
    void theAnnotationMayFixTheVersion() {
        assertThat(store.save(new Fixed(owner, "1", null)).version()).isEqualTo("7");
        assertThat(database.raw(table, "V#" + owner, "FIXED#1").schemaVersion()).isEqualTo("7");
    }

    @Test
    void theFieldShowsTheStoredVersionForMigrationsWhileQuerying() {
        store.save(new Story(owner, "new", "t"));
        database.putRaw(
                table,
                "USER#" + owner,
                "STORY#old",
                "old-version",
                "{\"owner\": \"" + owner + "\", \"storyId\": \"old\"}");
        assertThat(store.query(Story.class, partition()).list())
                .extracting(Story::schemaVersion)
                .containsExactly(ItemType.of(Story.class).schemaVersion(), "old-version");
        Story old = store.get(Story.class, key("old")).orElseThrow();
        assertThat(store.save(old).schemaVersion())
                .isEqualTo(ItemType.of(Story.class).schemaVersion());
    }

    @Test
    void anItemWithoutAStoredVersionShowsNone() {
        database.putRaw(table, "USER#" + owner, "STORY#1", null, "{\"owner\": \"" + owner + "\", \"storyId\": \"1\"}");
        assertThat(store.get(Story.class, key("1")))
                .hasValueSatisfying(story -> assertThat(story.schemaVersion()).isNull());
    }

    @Test
    void aModelThatTakesUnknownFieldsSeesNeitherKeyNorVersion() {
        database.putRaw(
                table,
                "V#" + owner,
                "OPEN#1",
                "any",
                "{\"owner\": \"" + owner + "\", \"id\": \"1\", \"extra\": {\"PK\": \"nested\"}}");
        Open open = store.get(Open.class, id("1")).orElseThrow();
        assertThat(open.more).containsOnlyKeys("extra");
        assertThat(open.more.get("extra")).isEqualTo(Map.of("PK", "nested"));
    }

    @Test
    void storedItemsAreCountedByTheirVersion() {
        DefaultItemStore counting = new DefaultItemStore(database.backend());
        String counted = getClass().getSimpleName() + "-counted";
        counting.createTable(counted);
        counting = counting.table(counted);
        counting.batchWrite(List.of(new Plain("a", "1"), new Plain("b", "2"), new Fixed("a", "3", null)));
        database.putRaw(counted, "V#a", "PLAIN#4", "old", "{\"unreadable\": true}");
        database.putRaw(counted, "V#a", "PLAIN#5", null, "{}");
        database.putRaw(counted, "V#a", "PLAIN#6", "x".repeat(129), "{}");

        StoreAdmin.ItemCounts counts = counting.admin().countItems(Plain.class, Duration.ofHours(1));

        assertThat(counts)
                .isEqualTo(new StoreAdmin.ItemCounts(
                        Map.of(ItemType.of(Plain.class).schemaVersion(), 2L, "old", 1L), 1, 1, true));
    }

    @Test
    void atMostAHundredVersionsAreToldApart() {
        DefaultItemStore counting = new DefaultItemStore(database.backend());
        String counted = getClass().getSimpleName() + "-many";
        counting.createTable(counted);
        for (int n = 0; n < 103; n++) {
            database.putRaw(counted, "V#a", "PLAIN#" + n, "version " + n, "{}");
        }
        StoreAdmin.ItemCounts counts = counting.table(counted).admin().countItems(Plain.class, Duration.ofHours(1));
        assertThat(counts.bySchemaVersion())
                .hasSize(100)
                .allSatisfy((version, items) -> assertThat(items).isEqualTo(1));
        assertThat(counts.others()).isEqualTo(3);
        assertThat(counts.complete()).isTrue();
    }

    @Test
    void aCountThatHasNoTimeLeftSaysThatItIsNotComplete() {
        DefaultItemStore counting = new DefaultItemStore(database.backend()).table(table);
        counting.save(new Plain(owner, "1"));
        assertThat(counting.admin().countItems(Plain.class, Duration.ZERO))
                .isEqualTo(new StoreAdmin.ItemCounts(Map.of(), 0, 0, false));
    }
}
