package io.dynawrap.docs.modeling;

import static io.dynawrap.Condition.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.Page;
import io.dynawrap.docs.Server;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelingGuideTest {

    @DbItem(pk = "USER#{owner}", sk = "PROFILE", table = "stories")
    record Profile(String owner, String name) {}

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
    record Story(String owner, String storyId, String title, String tag, Instant writtenAt) {}

    @DbItem(pk = "STORY#{storyId}", sk = "COMMENT#{n:06}", table = "stories")
    record Comment(String storyId, int n, String text) {}

    sealed interface OwnerItem permits Owner, Post {}

    @DbItem(pk = "OWNER#{owner}", sk = "OWNER", table = "stories")
    record Owner(String owner, String name) implements OwnerItem {}

    @DbItem(pk = "OWNER#{owner}", sk = "POST#{postId}", table = "stories")
    record Post(String owner, String postId, String text) implements OwnerItem {}

    @DbItem(pk = "STORY#{storyId}", sk = "VISIT#{month}#{day}#{visitor}", table = "stories")
    record Visit(String storyId, YearMonth month, LocalDate day, String visitor) {

        static Visit of(String storyId, LocalDate day, String visitor) {
            return new Visit(storyId, YearMonth.from(day), day, visitor);
        }
    }

    @DbItem(pk = "TAG#{tag}", sk = "STORY#{writtenAt}#{storyId}", table = "stories")
    record TaggedStory(String tag, Instant writtenAt, String storyId, String owner, String title) {

        static TaggedStory of(Story story) {
            return new TaggedStory(story.tag(), story.writtenAt(), story.storyId(), story.owner(), story.title());
        }
    }

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories", viewOf = Story.class)
    record StoryTitle(String owner, String storyId, String title) {}

    @DbItem(pk = "USER#{owner}", sk = "SESSION#{id}", table = "stories")
    record Session(String owner, String id, @ExpiresAt Instant expiresAt) {}

    record CustomerId(UUID value) {}

    record InvoiceId(String region, int number) {

        String text() {
            return region + "-" + number;
        }
    }

    @DbItem(pk = "CUSTOMER#{customer}", sk = "INVOICE#{invoice}", table = "stories")
    record Invoice(CustomerId customerId, InvoiceId id, BigDecimal total) {

        @JsonProperty
        UUID customer() {
            return customerId.value();
        }

        @JsonProperty
        String invoice() {
            return id.text();
        }
    }

    @DbItem(pk = "CUSTOMER#{customerId}", sk = "INVOICE#{id}", table = "stories")
    record UnderivedInvoice(CustomerId customerId, String id) {}

    @DbItem(pk = "USER#{owner}", sk = "STORY#{draftId}", table = "stories")
    record Draft(String owner, String draftId) {}

    private static final Story SEA =
            new Story("johndoe", "1234", "The sea", "sea", Instant.parse("2026-11-20T10:00:00Z"));
    private static final Story SHORE =
            new Story("johndoe", "1299", "The shore", "sea", Instant.parse("2026-11-21T10:00:00Z"));
    private static final Story HILL =
            new Story("janedoe", "77", "The hill", "land", Instant.parse("2026-11-22T10:00:00Z"));

    @ParameterizedTest
    @EnumSource
    void everyQuestionOfTheTableHasItsAnswer(Server server) {
        ItemStore store = filledStore(server);

        Optional<Profile> profile = store.get(Profile.class, KeyValues.of("owner", "johndoe"));

        Page<Story> page =
                store.query(Story.class, KeyValues.of("owner", "johndoe")).page(20);

        List<Story> twelve = store.query(Story.class, KeyValues.of("owner", "johndoe", "storyId", "12"))
                .list();

        List<StoryTitle> titles =
                store.query(StoryTitle.class, KeyValues.of("owner", "johndoe")).list();

        List<Comment> latest = store.query(Comment.class, KeyValues.of("storyId", "1234"))
                .reverse()
                .limit(10)
                .list();

        List<Visit> november = store.query(
                        Visit.class, KeyValues.of("storyId", "1234", "month", YearMonth.of(2026, 11)))
                .list();

        List<TaggedStory> newest = store.query(TaggedStory.class, KeyValues.of("tag", "sea"))
                .reverse()
                .limit(10)
                .list();

        int characters;
        try (Stream<Story> all = store.scan(Story.class).parallelism(4).stream()) {
            characters = all.mapToInt(story -> story.title().length()).sum();
        }

        assertThat(profile).map(Profile::name).contains("John Doe");
        assertThat(page.items()).containsExactly(SEA, SHORE);
        assertThat(page.nextCursor()).isNull();
        assertThat(twelve).containsExactly(SEA, SHORE);
        assertThat(titles)
                .containsExactly(
                        new StoryTitle("johndoe", "1234", "The sea"), new StoryTitle("johndoe", "1299", "The shore"));
        assertThat(latest).extracting(Comment::n).containsExactly(12, 11, 10, 9, 8, 7, 6, 5, 4, 3);
        assertThat(november).extracting(Visit::visitor).containsExactly("ann", "bob");
        assertThat(characters).isEqualTo("The sea".length() + "The shore".length() + "The hill".length());
        assertThat(newest).extracting(TaggedStory::storyId).containsExactly("1299", "1234");
    }

    @ParameterizedTest
    @EnumSource
    void coarseBeforeFineAnswersBoth(Server server) {
        ItemStore store = filledStore(server);
        LocalDate day = LocalDate.of(2026, 11, 23);

        List<Visit> thatDay = store.query(
                        Visit.class, KeyValues.of("storyId", "1234", "month", YearMonth.from(day), "day", day))
                .list();

        assertThat(thatDay).extracting(Visit::visitor).containsExactly("bob");
        assertThatThrownBy(() -> store.query(Visit.class, KeyValues.of("storyId", "1234", "day", day)))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("'month' before it has no value");
    }

    @ParameterizedTest
    @EnumSource
    void aSealedInterfaceIsReadWithOneRequest(Server server) {
        ItemStore store = filledStore(server);
        Owner owner = new Owner("johndoe", "John Doe");
        Post post = new Post("johndoe", "1", "text");
        store.batchWrite(List.of(post, owner));

        List<OwnerItem> items =
                store.query(OwnerItem.class, KeyValues.of("owner", "johndoe")).list();

        assertThat(items).containsExactly(owner, post);
    }

    @ParameterizedTest
    @EnumSource
    void boundsReadARangeOfTheSortKey(Server server) {
        ItemStore store = filledStore(server);
        int oldestShown = 4;

        List<Visit> days = store.query(Visit.class, KeyValues.of("storyId", "1234", "month", YearMonth.of(2026, 11)))
                .from(LocalDate.of(2026, 11, 3))
                .to(LocalDate.of(2026, 11, 17))
                .list();

        List<Comment> older = store.query(Comment.class, KeyValues.of("storyId", "1234"))
                .before(oldestShown)
                .reverse()
                .limit(10)
                .list();

        assertThat(days).allMatch(visit -> visit.day().getDayOfMonth() <= 17);
        assertThat(older).extracting(Comment::n).containsExactly(3, 2, 1);
    }

    @ParameterizedTest
    @EnumSource
    void itemsAreFilteredCountedAndDeleted(Server server) {
        ItemStore store = filledStore(server);

        List<Story> aboutTheSea = store.query(Story.class, KeyValues.of("owner", "johndoe"))
                .filter(field("tag").is("sea"))
                .limit(20)
                .list();

        long comments =
                store.query(Comment.class, KeyValues.of("storyId", "1234")).count();
        long deleted =
                store.query(Comment.class, KeyValues.of("storyId", "1234")).deleteAll();

        assertThat(aboutTheSea).containsExactly(SEA, SHORE);
        assertThat(comments).isEqualTo(12);
        assertThat(deleted).isEqualTo(12);
        assertThat(store.query(Comment.class, KeyValues.of("storyId", "1234")).list())
                .isEmpty();
        store.batchWrite(IntStream.rangeClosed(1, 12)
                .mapToObj(n -> new Comment("1234", n, "text"))
                .toList());
    }

    @ParameterizedTest
    @EnumSource
    void typedAndCompositeIdsAreInTheKeyByDerivedProperties(Server server) {
        ItemStore store = new DefaultItemStore(server.backend());
        store.createTable("stories");
        CustomerId customerId = new CustomerId(UUID.fromString("6a2f41a3-c54c-4a50-9b4e-6b1f3c6a9d10"));
        InvoiceId id = new InvoiceId("eu", 7);
        Invoice saved = store.save(new Invoice(customerId, id, new BigDecimal("12.5")));

        Optional<Invoice> invoice =
                store.get(Invoice.class, KeyValues.of("customer", customerId.value(), "invoice", id.text()));

        assertThat(invoice).contains(saved);
        assertThat(store.query(Invoice.class, KeyValues.of("customer", customerId.value()))
                        .list())
                .containsExactly(saved);
        store.delete(saved);
        assertThat(store.scan(Invoice.class).list()).isEmpty();
    }

    @Test
    void aTypedIdIsNoPartOfAKeyByItself() {
        assertThatThrownBy(() -> ItemType.of(UnderivedInvoice.class))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("customerId");
    }

    @ParameterizedTest
    @EnumSource
    void anItemOfAnIndexMovesWithItsStory(Server server) {
        ItemStore store = filledStore(server);
        Story before = SEA;
        Story after = new Story(before.owner(), before.storyId(), before.title(), "water", before.writtenAt());

        store.batchWrite(List.of(after, TaggedStory.of(after)));
        if (!before.tag().equals(after.tag())) {
            store.delete(TaggedStory.of(before));
        }

        assertThat(store.query(TaggedStory.class, KeyValues.of("tag", "water")).list())
                .containsExactly(TaggedStory.of(after));
        assertThat(store.query(TaggedStory.class, KeyValues.of("tag", "sea")).list())
                .containsExactly(TaggedStory.of(SHORE));
    }

    @ParameterizedTest
    @EnumSource
    void aSessionIsAbsentWhenItHasExpired(Server server) {
        InstantSource[] time = {InstantSource.fixed(Instant.parse("2026-11-20T10:00:00Z"))};
        InstantSource clock = () -> time[0].instant();
        DefaultItemStore store =
                DefaultItemStore.builder(server.backend()).clock(clock).build();
        store.register(List.of(Session.class));
        store.createTable("stories");

        store.save(new Session("johndoe", "s1", clock.instant().plus(Duration.ofMinutes(30))));

        KeyValues key = KeyValues.of("owner", "johndoe", "id", "s1");
        assertThat(store.get(Session.class, key)).isPresent();
        time[0] = InstantSource.offset(time[0], Duration.ofMinutes(30));
        assertThat(store.get(Session.class, key)).isEmpty();
    }

    @Test
    void aKeyCanBeSeenWithoutADatabase() {
        ItemKey key = ItemType.of(Comment.class).key(new Comment("1234", 7, "Well told"));
        assertThat(key).isEqualTo(new ItemKey("STORY#1234", "COMMENT#000007"));
    }

    @ParameterizedTest
    @EnumSource
    void modelsWhoseKeysCouldMeetAreRefused(Server server) {
        DefaultItemStore store = new DefaultItemStore(server.backend());
        assertThatThrownBy(() -> store.register(List.of(Story.class, Draft.class)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("some keys fit both");
    }

    private static ItemStore filledStore(Server server) {
        DefaultItemStore store = new DefaultItemStore(server.backend());
        store.register(
                List.of(Profile.class, Story.class, StoryTitle.class, Comment.class, Visit.class, TaggedStory.class));
        store.createTable("stories");
        for (Story story : List.of(SEA, SHORE, HILL)) {
            store.batchWrite(List.of(story, TaggedStory.of(story)));
        }
        store.save(new Profile("johndoe", "John Doe"));
        store.batchWrite(IntStream.rangeClosed(1, 12)
                .mapToObj(n -> new Comment("1234", n, "Comment " + n))
                .toList());
        store.batchWrite(List.of(
                Visit.of("1234", LocalDate.of(2026, 10, 31), "eve"),
                Visit.of("1234", LocalDate.of(2026, 11, 1), "ann"),
                Visit.of("1234", LocalDate.of(2026, 11, 23), "bob"),
                Visit.of("1234", LocalDate.of(2026, 12, 1), "ann")));
        return store;
    }
}
