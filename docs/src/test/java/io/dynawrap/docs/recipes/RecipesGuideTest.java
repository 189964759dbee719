package io.dynawrap.docs.recipes;

import static io.dynawrap.Condition.itemExists;
import static io.dynawrap.Condition.unchanged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.DbItem;
import io.dynawrap.ItemExistsException;
import io.dynawrap.ItemStore;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import io.dynawrap.TransactionFailedException;
import io.dynawrap.docs.Server;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

class RecipesGuideTest {

    @DbItem(pk = "USER#{userId}", sk = "USER", table = "recipes")
    record User(String userId, String email, @ItemVersion int version) {

        User withEmail(String newEmail) {
            return new User(userId, newEmail, version);
        }
    }

    @DbItem(pk = "EMAIL#{email}", sk = "EMAIL", table = "recipes")
    record Email(String email, String userId) {}

    @DbItem(pk = "COUNTER#{name}", sk = "SHARD#{shard:02}", table = "recipes")
    record CounterShard(String name, int shard, long count) {}

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "recipes")
    record Story(String owner, String storyId, String title, int likes) {

        Story withOwner(String newOwner) {
            return new Story(newOwner, storyId, title, likes);
        }
    }

    @DbItem(pk = "ORDER#{orderId}", sk = "ORDER", table = "recipes")
    record Order(String orderId, String product) {}

    @DbItem(pk = "OUTBOX", sk = "MESSAGE#{messageId}", table = "recipes")
    record Message(String messageId, String text) {}

    private static ItemStore store(Server server) {
        return store(server.backend());
    }

    private static ItemStore store(Backend backend) {
        ItemStore store = new DefaultItemStore(backend);
        store.createTable("recipes");
        return store;
    }

    private static Backend withTokens(Server server) {
        if (server == Server.DYNAMODB) {
            return server.backend();
        }
        JdbcTemplate jdbc = Server.jdbc();
        jdbc.execute(
                "CREATE TABLE dynawrap_token (token text PRIMARY KEY, fingerprint text NOT NULL, at timestamptz NOT NULL)");
        return new PostgresBackend(jdbc);
    }

    private static User register(ItemStore store, User user) {
        return store.transaction(tx -> tx.create(user).create(new Email(user.email(), user.userId())))
                .of(User.class)
                .get(0);
    }

    private static User changeEmail(ItemStore store, User user, String newEmail) {
        return store.transaction(tx -> tx.save(user.withEmail(newEmail))
                        .delete(new Email(user.email(), user.userId()))
                        .create(new Email(newEmail, user.userId())))
                .of(User.class)
                .get(0);
    }

    private static void unregister(ItemStore store, User user) {
        store.transaction(tx -> tx.delete(user).delete(new Email(user.email(), user.userId())));
    }

    @ParameterizedTest
    @EnumSource
    void anEmailHasOneUser(Server server) {
        ItemStore store = store(server);
        User john = register(store, new User("1", "john@example.org", 0));

        assertThatThrownBy(() -> register(store, new User("2", "john@example.org", 0)))
                .isInstanceOfSatisfying(
                        TransactionFailedException.class,
                        e -> assertThat(e.reasons().get(1)).containsInstanceOf(ItemExistsException.class));
        assertThat(store.exists(User.class, KeyValues.of("userId", "2"))).isFalse();

        User moved = changeEmail(store, john, "johnny@example.org");
        User jane = register(store, new User("2", "john@example.org", 0));
        assertThatThrownBy(() -> changeEmail(store, jane, "johnny@example.org"))
                .isInstanceOf(TransactionFailedException.class);
        assertThatThrownBy(() -> changeEmail(store, john, "third@example.org")) // read before it was changed
                .isInstanceOf(TransactionFailedException.class);
        assertThat(store.exists(Email.class, KeyValues.of("email", "third@example.org")))
                .isFalse();

        unregister(store, moved);
        assertThat(store.exists(Email.class, KeyValues.of("email", "johnny@example.org")))
                .isFalse();
        assertThat(changeEmail(store, jane, "johnny@example.org").email()).isEqualTo("johnny@example.org");
    }

    private static final int SHARDS = 20;

    private static void count(ItemStore store, String name) {
        int shard = ThreadLocalRandom.current().nextInt(SHARDS);
        store.update(
                CounterShard.class,
                KeyValues.of("name", name, "shard", shard),
                u -> u.add("count", 1).orCreate(new CounterShard(name, shard, 0)));
    }

    private static long total(ItemStore store, String name) {
        return store.query(CounterShard.class, KeyValues.of("name", name)).list().stream()
                .mapToLong(CounterShard::count)
                .sum();
    }

    @ParameterizedTest
    @EnumSource
    void aCounterWithShardsCountsEachCall(Server server) {
        ItemStore store = store(server);

        IntStream.range(0, 100)
                .mapToObj(i -> CompletableFuture.runAsync(() -> count(store, "visits")))
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(total(store, "visits")).isEqualTo(100);
    }

    private static void countOnce(ItemStore store, String name, String requestId) {
        store.transaction(
                tx -> tx.update(CounterShard.class, KeyValues.of("name", name, "shard", 0), u -> u.add("count", 1))
                        .token(requestId));
    }

    @ParameterizedTest
    @EnumSource
    void aRequestThatIsRepeatedCountsOnce(Server server) {
        ItemStore store = store(withTokens(server));
        store.create(new CounterShard("orders", 0, 0));

        countOnce(store, "orders", "request-7");
        countOnce(store, "orders", "request-7");
        countOnce(store, "orders", "request-8");

        assertThat(total(store, "orders")).isEqualTo(2);
    }

    private static Story move(ItemStore store, Story story, String newOwner) {
        return store.transaction(tx -> tx.check(User.class, KeyValues.of("userId", newOwner), itemExists())
                        .create(story.withOwner(newOwner))
                        .delete(story, unchanged(story)))
                .of(Story.class)
                .get(0);
    }

    @ParameterizedTest
    @EnumSource
    void aStoryMovesToAUserThatExists(Server server) {
        ItemStore store = store(server);
        Story story = store.create(new Story("1", "sea", "The sea", 3));

        assertThatThrownBy(() -> move(store, story, "2")).isInstanceOf(TransactionFailedException.class);
        register(store, new User("2", "jane@example.org", 0));
        Story moved = move(store, story, "2");

        assertThat(moved).isEqualTo(new Story("2", "sea", "The sea", 3));
        assertThat(store.get(Story.class, KeyValues.of("owner", "1", "storyId", "sea")))
                .isEmpty();
        assertThat(store.get(Story.class, KeyValues.of("owner", "2", "storyId", "sea")))
                .contains(moved);
    }

    private static void placeOrder(ItemStore store, Order order) {
        store.transaction(
                tx -> tx.create(order).create(new Message("order-" + order.orderId(), "Ordered: " + order.product())));
    }

    private static int publish(ItemStore store, List<String> broker) {
        List<Message> messages =
                store.query(Message.class, KeyValues.none()).limit(100).list();
        for (Message message : messages) {
            broker.add(message.text());
            store.delete(message);
        }
        return messages.size();
    }

    @ParameterizedTest
    @EnumSource
    void eachOrderIsPublished(Server server) {
        ItemStore store = store(server);
        placeOrder(store, new Order("1", "tea"));
        placeOrder(store, new Order("2", "cake"));
        assertThatThrownBy(() -> placeOrder(store, new Order("2", "milk")))
                .isInstanceOf(TransactionFailedException.class);

        List<String> broker = new ArrayList<>();
        assertThat(publish(store, broker)).isEqualTo(2);

        assertThat(broker).containsExactly("Ordered: tea", "Ordered: cake");
        assertThat(publish(store, broker)).isZero();
    }
}
