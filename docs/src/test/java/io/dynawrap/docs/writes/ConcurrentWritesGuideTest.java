package io.dynawrap.docs.writes;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.itemAbsent;
import static io.dynawrap.Condition.unchanged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.DbItem;
import io.dynawrap.ItemExistsException;
import io.dynawrap.ItemStore;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import io.dynawrap.StaleItemException;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.docs.Server;
import io.dynawrap.engine.DefaultItemStore;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConcurrentWritesGuideTest {

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
    record Story(String owner, String storyId, String title, int likes) {}

    @DbItem(pk = "ORDER#{orderId}", sk = "ORDER", table = "stories")
    record Order(String orderId, State state, String payer) {}

    enum State {
        OPEN,
        PAID
    }

    @DbItem(pk = "USER#{owner}", sk = "PROFILE", table = "stories")
    record Profile(String owner, String name, @ItemVersion int version) {

        Profile withName(String newName) {
            return new Profile(owner, newName, version);
        }
    }

    @DbItem(pk = "LOCK#{name}", sk = "LOCK", table = "stories")
    record Lock(String name, String owner, Instant until) {}

    private static ItemStore store(Server server) {
        ItemStore store = new DefaultItemStore(server.backend());
        store.createTable("stories");
        return store;
    }

    private static String register(ItemStore store, Story story) {
        try {
            store.create(story);
            return "created";
        } catch (ItemExistsException e) {
            Story existing = e.current(Story.class).orElseThrow();
            return "taken by " + existing.title();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anItemIsCreatedOnce(Server server) {
        ItemStore store = store(server);
        Story story = new Story("johndoe", "1", "One", 0);
        assertThat(register(store, story)).isEqualTo("created");
        assertThat(register(store, story)).isEqualTo("taken by One");

        boolean taken = store.exists(Story.class, KeyValues.of("owner", "johndoe", "storyId", "1"));

        assertThat(taken).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void anOrderIsPaidOnce(Server server) {
        ItemStore store = store(server);
        store.save(new Order("7", State.OPEN, ""));

        store.save(new Order("7", State.PAID, "johndoe"), field("state").is(State.OPEN));

        assertThatThrownBy(() -> store.save(
                        new Order("7", State.PAID, "janedoe"), field("state").is(State.OPEN)))
                .isInstanceOf(ConditionFailedException.class);
        assertThat(store.get(Order.class, KeyValues.of("orderId", "7"))
                        .orElseThrow()
                        .payer())
                .isEqualTo("johndoe");
    }

    private static Profile rename(ItemStore store, String owner, int version, String name) {
        try {
            return store.save(new Profile(owner, name, version));
        } catch (StaleItemException e) {
            Optional<Profile> current = e.current(Profile.class); // show it beside the form, or that it was deleted
            throw new IllegalStateException("Changed meanwhile: " + current, e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFormThatOthersChangedIsRefused(Server server) {
        ItemStore store = store(server);

        Profile first = store.save(new Profile("johndoe", "John", 0)); // version 1
        Profile second = store.save(first.withName("Johnny")); // version 2

        assertThat(first.version()).isEqualTo(1);
        assertThat(second.version()).isEqualTo(2);
        assertThat(rename(store, "johndoe", 2, "Jack").version()).isEqualTo(3);
        assertThatThrownBy(() -> rename(store, "johndoe", 2, "James"))
                .hasMessage("Changed meanwhile: Optional[Profile[owner=johndoe, name=Jack, version=3]]");
    }

    @ParameterizedTest
    @EnumSource
    void anItemWithoutAVersionIsSavedIfItIsUnchanged(Server server) {
        ItemStore store = store(server);
        KeyValues key = KeyValues.of("owner", "johndoe", "storyId", "1");
        store.create(new Story("johndoe", "1", "One", 3));

        Story read = store.get(Story.class, key).orElseThrow();
        Story changed = new Story(read.owner(), read.storyId(), "The sea", read.likes());
        store.save(changed, unchanged(read));

        assertThatThrownBy(() -> store.save(changed, unchanged(read))).isInstanceOf(ConditionFailedException.class);
    }

    @ParameterizedTest
    @EnumSource
    void anItemIsDeletedIfItIsUnchanged(Server server) {
        ItemStore store = store(server);
        Profile profile = store.create(new Profile("johndoe", "John", 0));
        Story story = store.create(new Story("johndoe", "1", "One", 0));

        store.delete(profile); // StaleItemException if it was changed
        store.delete(story, field("likes").is(0)); // ConditionFailedException if it has likes
        store.delete(Profile.class, KeyValues.of("owner", "johndoe")); // does not look at the version

        assertThat(store.exists(Profile.class, KeyValues.of("owner", "johndoe")))
                .isFalse();
    }

    private static boolean acquire(ItemStore store, Lock lock, Instant now) {
        try {
            store.save(
                    lock,
                    itemAbsent()
                            .or(field("owner").is(lock.owner()))
                            .or(field("until").lessThan(now)));
            return true;
        } catch (ConditionFailedException e) {
            return false;
        }
    }

    private static void release(ItemStore store, Lock lock) {
        try {
            store.delete(lock, field("owner").is(lock.owner()));
        } catch (ConditionFailedException e) {
            // it ran out, and another owner has it
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLockHasOneOwner(Server server) {
        ItemStore store = store(server);
        Instant now = Instant.parse("2026-11-20T10:00:00Z");
        Lock mine = new Lock("import", "worker-1", now.plusSeconds(60));
        Lock theirs = new Lock("import", "worker-2", now.plusSeconds(60));

        assertThat(acquire(store, mine, now)).isTrue();
        assertThat(acquire(store, theirs, now)).isFalse();
        assertThat(acquire(store, mine, now)).as("renewed").isTrue();
        release(store, theirs);
        assertThat(acquire(store, theirs, now)).isFalse();
        assertThat(acquire(store, theirs, now.plusSeconds(61))).isTrue();
        release(store, mine);
        release(store, theirs);
        assertThat(acquire(store, mine, now)).isTrue();
    }

    private static Profile createAfterAll(ItemStore store, Profile profile) {
        try {
            return store.create(profile);
        } catch (StoreException e) {
            if (e.problem() != StoreProblem.OUTCOME_UNKNOWN) {
                throw e;
            }
            return store.get(Profile.class, KeyValues.of("owner", profile.owner()))
                    .orElseGet(() -> store.create(profile));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLostAnswerIsFollowedByARead(Server server) {
        ItemStore store = store(server);
        assertThat(createAfterAll(store, new Profile("johndoe", "John", 0)).version())
                .isEqualTo(1);
    }
}
