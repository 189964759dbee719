package io.dynawrap.docs.writes;

import static io.dynawrap.Condition.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.DbItem;
import io.dynawrap.ItemStore;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import io.dynawrap.docs.Server;
import io.dynawrap.engine.DefaultItemStore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpdateGuideTest {

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
    record Story(
            String owner,
            String storyId,
            String title,
            @Nullable String content,
            int likes,
            @Nullable Instant publishedAt,
            @Nullable List<String> tags,
            @Nullable Boolean draft) {}

    @DbItem(pk = "SHELF#{shelf}", sk = "STOCK", table = "stories")
    record Stock(String shelf, int left) {}

    @DbItem(pk = "PAGE#{page}", sk = "VISITS", table = "stories")
    record Visits(String page, long count) {}

    @DbItem(pk = "ACCOUNT#{id}", sk = "ACCOUNT", table = "stories")
    record Account(String id, int balance, @ItemVersion int version) {

        Account withdraw(int amount) {
            if (amount > balance) {
                throw new IllegalArgumentException("The balance is " + balance);
            }
            return new Account(id, balance - amount, version);
        }
    }

    private static ItemStore store(Server server) {
        ItemStore store = new DefaultItemStore(server.backend());
        store.createTable("stories");
        return store;
    }

    private static Story story(ItemStore store) {
        return store.save(new Story("johndoe", "1", "One", "Text", 3, null, null, true));
    }

    private static final KeyValues KEY = KeyValues.of("owner", "johndoe", "storyId", "1");

    @ParameterizedTest
    @EnumSource
    void likesAreCounted(Server server) {
        ItemStore store = store(server);
        story(store);
        KeyValues key = KEY;

        Story liked = store.update(Story.class, key, u -> u.add("likes", 1));

        assertThat(liked.likes()).isEqualTo(4);
    }

    private static boolean take(ItemStore store, KeyValues shelf) {
        try {
            store.update(
                    Stock.class,
                    shelf,
                    u -> u.add("left", -1).onlyIf(field("left").atLeast(1)));
            return true;
        } catch (ConditionFailedException e) {
            return false; // sold out
        }
    }

    @ParameterizedTest
    @EnumSource
    void noMoreIsTakenThanIsLeft(Server server) {
        ItemStore store = store(server);
        store.save(new Stock("a", 2));
        KeyValues shelf = KeyValues.of("shelf", "a");
        assertThat(List.of(take(store, shelf), take(store, shelf), take(store, shelf)))
                .containsExactly(true, true, false);
    }

    @ParameterizedTest
    @EnumSource
    void visitsAreCountedFromTheFirstOneOn(Server server) {
        ItemStore store = store(server);
        KeyValues page = KeyValues.of("page", "home");
        for (int i = 0; i < 3; i++) {
            store.update(Visits.class, page, u -> u.add("count", 1).orCreate(new Visits("home", 0)));
        }
        assertThat(store.get(Visits.class, page)).contains(new Visits("home", 3));
    }

    @ParameterizedTest
    @EnumSource
    void fieldsOfAFormAreChanged(Server server) {
        ItemStore store = store(server);
        story(store);
        KeyValues key = KEY;
        Instant at = Instant.parse("2026-11-30T01:02:03Z");

        Story edited =
                store.update(Story.class, key, u -> u.set("title", "The sea").set("content", null));

        assertThat(edited).isEqualTo(new Story("johndoe", "1", "The sea", null, 3, null, null, true));

        Story now = store.update(
                Story.class,
                key,
                u -> u.setIfAbsent("publishedAt", at)
                        .append("tags", List.of("sea"))
                        .remove("draft"));

        assertThat(now).isEqualTo(new Story("johndoe", "1", "The sea", null, 3, at, List.of("sea"), null));
    }

    @ParameterizedTest
    @EnumSource
    void theNextStateIsComputed(Server server) {
        ItemStore store = store(server);
        store.create(new Account("7", 10, 0));
        KeyValues id = KeyValues.of("id", "7");
        int amount = 4;

        Account account = store.modify(Account.class, id, a -> a.withdraw(amount));

        assertThat(account).isEqualTo(new Account("7", 6, 2));
        assertThatThrownBy(() -> store.modify(Account.class, id, a -> a.withdraw(7)))
                .hasMessage("The balance is 6");
        assertThat(store.get(Account.class, id)).contains(account);
    }
}
