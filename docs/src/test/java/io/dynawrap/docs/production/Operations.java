package io.dynawrap.docs.production;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.Condition;
import io.dynawrap.ConditionFailedException;
import io.dynawrap.DbItem;
import io.dynawrap.ItemStore;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** All that a store does, once. */
final class Operations {

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
    record Story(String owner, String storyId, String title) {}

    @DbItem(pk = "DRAFT#{owner}", sk = "DRAFT", table = "stories")
    record Draft(String owner, String text, @ItemVersion int version) {}

    @Configuration
    @EnableAutoConfiguration
    static class Application {}

    private Operations() {}

    static void runAll(ItemStore store) {
        store.createTable("stories");
        Story story = store.save(new Story("johndoe", "1", "One"));
        store.save(story);
        assertThat(store.get(Story.class, KeyValues.of("owner", "johndoe", "storyId", "1")))
                .contains(story);
        store.batchWrite(IntStream.range(0, 30)
                .mapToObj(n -> new Story("owner" + n, "1", "One"))
                .toList());
        assertThat(store.getAll(
                        Story.class,
                        List.of(
                                KeyValues.of("owner", "owner1", "storyId", "1"),
                                KeyValues.of("owner", "johndoe", "storyId", "1"))))
                .containsExactly(new Story("owner1", "1", "One"), story);
        List<Story> ofOwner =
                store.query(Story.class, KeyValues.of("owner", "johndoe")).list();
        assertThat(ofOwner).containsExactly(story);
        assertThat(store.scan(Story.class).list()).hasSize(31);
        assertThat(store.scan(Story.class).parallelism(4).list()).hasSize(31);
        writeWithChecks(store);
        transact(store);
        store.delete(story);
        assertThat(store.scan(Story.class).list()).hasSize(30);
        Story saved = new Story("owner0", "2", "Two");
        store.batch(b -> b.save(saved).delete(Story.class, KeyValues.of("owner", "owner0", "storyId", "1")));
        store.batch(b -> b.delete(saved));
        assertThat(store.scan(Story.class).list()).hasSize(29);
    }

    private static void writeWithChecks(ItemStore store) {
        KeyValues key = KeyValues.of("owner", "johndoe", "storyId", "2");
        Story created = store.create(new Story("johndoe", "2", "Two"));
        assertThat(store.exists(Story.class, key)).isTrue();
        assertRefused(() -> store.create(created));
        store.save(created, Condition.itemExists());
        store.save(created, Condition.itemAbsent().or(Condition.field("title").is("Two")));
        assertRefused(() -> store.save(created, Condition.itemAbsent()));
        assertRefused(() -> store.delete(created, Condition.field("title").is("Three")));
        store.delete(Story.class, key, Condition.field("title").is("Two"));
        assertRefused(() -> store.update(Story.class, key, u -> u.set("title", "Four")));
        store.update(Story.class, key, u -> u.set("title", "Four").orCreate(created));
        store.modify(
                Draft.class,
                KeyValues.of("owner", store.create(new Draft("johndoe", "", 0)).owner()),
                draft -> new Draft("johndoe", "text", 0));
        store.delete(Draft.class, KeyValues.of("owner", "johndoe"));
        store.delete(Story.class, key);
    }

    private static void transact(ItemStore store) {
        KeyValues key = KeyValues.of("owner", "johndoe", "storyId", "3");
        Story third = new Story("johndoe", "3", "Three");
        KeyValues absent = KeyValues.of("owner", "johndoe", "storyId", "4");
        store.transaction(tx -> tx.create(third)
                .check(Story.class, absent, Condition.itemAbsent())
                .token("a token"));
        store.transaction(tx -> tx.update(Story.class, key, u -> u.set("title", "3")));
        store.transaction(tx -> tx.delete(Story.class, key));
    }

    /** Lets another failure through, such as that of a missing right. */
    private static void assertRefused(Runnable write) {
        try {
            write.run();
        } catch (ConditionFailedException e) {
            return;
        }
        throw new AssertionError("The write was not refused");
    }
}
