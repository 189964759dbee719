package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.DbItem;
import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.KeyValues;
import io.dynawrap.engine.DefaultItemStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

abstract class SaveGetDeleteContract extends Contract {

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", viewOf = Story.class)
    record StoryTitle(String owner, String storyId, String title) {}

    /** Jackson can write it, and has no way to make its token. */
    @DbItem(pk = "USER#{owner}", sk = "WRITEONLY")
    record WriteOnly(String owner, Token token) {}

    static final class Token {

        public final String text;

        Token(String text) {
            this.text = text;
        }
    }

    @Test
    void anItemThatCouldNotBeReadBackIsRefusedBeforeItIsWritten() {
        assertThatThrownBy(() -> store.save(new WriteOnly(owner, new Token("1"))))
                .isInstanceOf(InvalidItemException.class)
                .hasMessageContaining("WriteOnly");
        assertThatThrownBy(() -> store.batchWrite(List.of(new WriteOnly(owner, new Token("1")))))
                .isInstanceOf(InvalidItemException.class);
        assertThat(database.raw(table, "USER#" + owner, "WRITEONLY")).isNull();
    }

    @Test
    void getReturnsWhatSaveReturned() {
        Story saved = store.save(new Story(owner, "1", "One", "Once", "any text"));
        assertThat(saved.title()).isEqualTo("One");
        assertThat(store.get(Story.class, key("1"))).contains(saved);
    }

    @Test
    void saveStoresKeyVersionAndFieldsInTheSharedForm() {
        Story saved = store.save(new Story(owner, "1", "One", null, null));
        Database.RawItem raw = database.raw(table, "USER#" + owner, "STORY#1");
        assertThat(raw).isNotNull();
        assertThat(raw.schemaVersion()).isEqualTo(saved.schemaVersion()).matches("[0-9a-f]{32}");
        assertThat(raw.fields().get("owner").textValue()).isEqualTo(owner);
        assertThat(raw.fields().get("storyId").textValue()).isEqualTo("1");
        assertThat(raw.fields().get("title").textValue()).isEqualTo("One");
        assertThat(raw.fields().has("content")).isFalse();
        assertThat(raw.fields().get("schema_version").textValue()).isEqualTo(raw.schemaVersion());
        assertThat(raw.fields().has("schemaVersion")).isFalse();
    }

    @Test
    void saveReplacesTheWholeItem() {
        store.save(new Story(owner, "1", "One", "Once", null));
        store.save(new Story(owner, "1", "Two", null, null));
        assertThat(store.get(Story.class, key("1")))
                .hasValueSatisfying(story -> assertThat(story.title()).isEqualTo("Two"))
                .hasValueSatisfying(story -> assertThat(story.content()).isNull());
        assertThat(database.raw(table, "USER#" + owner, "STORY#1").fields().has("content"))
                .isFalse();
    }

    @Test
    void getOfAnAbsentItemIsEmpty() {
        assertThat(store.get(Story.class, key("absent"))).isEmpty();
    }

    @Test
    void deleteRemovesTheItemByItemOrByKey() {
        saveStories("1", "2");
        store.delete(story("1"));
        assertThat(store.get(Story.class, key("1"))).isEmpty();
        store.delete(Story.class, key("2"));
        assertThat(store.get(Story.class, key("2"))).isEmpty();
    }

    @Test
    void deleteOfAnAbsentItemIsNoError() {
        store.delete(Story.class, key("absent"));
        assertThat(database.raw(table, "USER#" + owner, "STORY#absent")).isNull();
    }

    @Test
    void tableFirstOverloadsUseTheNamedTable() {
        DefaultItemStore unbound = new DefaultItemStore(database.backend());
        unbound.save(table, story("1"));
        unbound.batchWrite(table, List.of(story("2")));
        assertThat(unbound.get(table, Story.class, key("1"))).isPresent();
        assertThat(ids(unbound.query(table, Story.class, partition()).list())).containsExactly("1", "2");
        unbound.delete(table, story("1"));
        unbound.delete(table, Story.class, key("2"));
        assertThat(unbound.query(table, Story.class, partition()).list()).isEmpty();
    }

    @Test
    void aModelWithoutTableNeedsOneOnEachCall() {
        DefaultItemStore unbound = new DefaultItemStore(database.backend());
        assertThatThrownBy(() -> unbound.save(story("1")))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("Story")
                .hasMessageContaining("@DbItem(table");
    }

    @Test
    void getWithAPartOfTheKeyReadsNoItem() {
        saveStories("1");
        assertThatThrownBy(() -> store.get(Story.class, partition()))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("Story")
                .hasMessageContaining("STORY#{storyId}")
                .hasMessageContaining("'storyId'");
        assertThatThrownBy(() -> store.delete(Story.class, partition())).isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void keyPartsThatAreMissingNullOrEmptyFailBeforeAnyInput() {
        var absent = store.table(ABSENT);
        assertThatThrownBy(() -> absent.save(new Story(owner, "", "t")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("storyId");
        assertThatThrownBy(() -> absent.save(new Story(null, "1", "t")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("owner");
        assertThatThrownBy(() -> absent.delete(new Story(owner, null, "t"))).isInstanceOf(InvalidKeyException.class);
        Map<String, Object> values = new HashMap<>();
        values.put("owner", owner);
        values.put("storyId", null);
        assertThatThrownBy(() -> absent.get(Story.class, KeyValues.byFieldName(values)))
                .isInstanceOfSatisfying(
                        InvalidKeyException.class, e -> assertThat(e.field()).contains("storyId"));
    }

    @Test
    void aNameThatIsInNeitherPatternIsAnError() {
        assertThatThrownBy(() -> store.get(Story.class, key("1").and("title", "x")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("'title'");
    }

    @Test
    void aValueWithTheSeparatorForgesNoOtherKey() {
        assertThatThrownBy(() -> store.save(new Story(owner + "#STORY#y", "1", "t")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("separator '#'")
                .hasMessageContaining("owner");
        assertThatThrownBy(() -> store.get(Story.class, key("1#2"))).isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void aViewReadsTheItemsOfItsModelAndNeverWritesThem() {
        saveStories("1");
        assertThat(store.get(StoryTitle.class, key("1"))).contains(new StoryTitle(owner, "1", "Title of 1"));
        StoryTitle view = new StoryTitle(owner, "1", "changed");
        assertThatThrownBy(() -> store.save(view))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("read-only view");
        assertThatThrownBy(() -> store.delete(view)).isInstanceOf(InvalidModelException.class);
        assertThat(store.get(Story.class, key("1"))).isPresent();
    }

    @Test
    void readsMayBeRelaxed() {
        saveStories("1");
        assertThat(store.consistentReads(false).get(Story.class, key("1"))).isPresent();
    }

    /** Each of these compiles, because any object may be an item. */
    @Test
    void whatIsPassedInThePlaceOfAnItemIsNamedWithWhatToPass() {
        assertThatThrownBy(() -> store.delete(key("1")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(
                        "The item is a KeyValues. Pass the model's class too, as in" + " delete(Story.class, key).");
        assertThatThrownBy(() -> store.delete(Story.class))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("The item is a Class. Pass the key too, as in" + " delete(Story.class, key).");
        assertThatThrownBy(() -> store.save(Optional.of(story("1"))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("Pass the value in it.");
        assertThatThrownBy(() -> store.save(List.of(story("1"))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("store several with batchWrite");
        assertThatThrownBy(() -> store.save(new Story[] {story("1")}))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("store several with batchWrite");
        assertThatThrownBy(() -> store.batchWrite(List.of(Map.of("owner", owner))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("Pass an object of a @DbItem class.");
    }
}
