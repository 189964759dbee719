package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.HostileText;
import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidCursorException;
import io.dynawrap.ItemQuery;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.OnError;
import io.dynawrap.Page;
import io.dynawrap.UnreadableItemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

abstract class PageContract extends Contract {

    private ItemQuery<Story> stories() {
        return store.query(Story.class, partition());
    }

    private static List<String> walk(ItemQuery<Story> query, int size) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            Page<Story> page = query.page(size, cursor);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(size).isNotEmpty();
            ids.addAll(ids(page.items()));
            cursor = page.nextCursor();
            if (cursor != null) {
                assertThat(page.items()).hasSize(size);
                assertThat(cursor).matches("[A-Za-z0-9_-]+");
            }
        } while (cursor != null);
        return ids;
    }

    @Test
    void pagesTogetherAreTheQueryInBothDirections() {
        List<String> ids = saveNumbered(25);
        List<String> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);
        for (int size : new int[] {1, 2, 5, 7, 24, 25, 26, 1000}) {
            assertThat(walk(stories(), size)).containsExactlyElementsOf(ids);
            assertThat(walk(stories().reverse(), size)).containsExactlyElementsOf(reversed);
        }
    }

    @Test
    void theCursorIsThereExactlyWhenAFurtherItemOfTheModelIs() {
        saveStories("1", "2");
        assertThat(stories().page(1).nextCursor()).isNotNull();
        assertThat(stories().page(2).nextCursor()).isNull();
        database.putRaw(table, "USER#" + owner, "STORY#3#other", null, "{}");
        assertThat(stories().page(2).nextCursor()).isNull();
        saveStories("4");
        assertThat(stories().page(2).nextCursor()).isNotNull();
        assertThat(stories().page(1000))
                .satisfies(page -> assertThat(page.nextCursor()).isNull());
    }

    @Test
    void itemsUnderKeysTooLongToBeWrittenArePassedOverAndPagesGoOnAfterThem() {
        String longOwner = owner + "x".repeat(2043 - owner.length());
        String longId = "2" + "x".repeat(1017);
        store.batchWrite(List.of(new Story(longOwner, "1", "t"), new Story(longOwner, "3", "t")));
        String data = "{\"owner\": \"%s\", \"storyId\": \"%s\"}".formatted(longOwner, longId);
        database.putRaw(table, "USER#" + longOwner, "STORY#" + longId, null, data);
        ItemQuery<Story> query = store.query(Story.class, KeyValues.of("owner", longOwner));

        assertThat(ids(query.list())).containsExactly("1", "3");
        assertThat(walk(query, 1)).containsExactly("1", "3");
        assertThat(walk(query.reverse(), 1)).containsExactly("3", "1");
        String cursor = query.page(1).nextCursor();
        assertThatThrownBy(() -> query.page(1, forged(cursor, "USER#" + longOwner, "STORY#" + longId)))
                .isInstanceOf(InvalidCursorException.class);
        assertThat(ids(query.page(1, forged(cursor, "USER#" + longOwner, "STORY#" + "2".repeat(546)))
                        .items()))
                .as("after the longest key there may be")
                .containsExactly("3");
    }

    @Test
    void anEmptyQueryHasOneEmptyPage() {
        assertThat(stories().page(10)).isEqualTo(new Page<>(List.of(), null));
    }

    @Test
    void aCursorStaysValidWhenItsItemGoesAndOthersCome() {
        saveStories("1", "2", "3", "5");
        String cursor = stories().page(2).nextCursor();
        store.delete(Story.class, key("2"));
        saveStories("0", "4");
        assertThat(ids(stories().page(10, cursor).items())).containsExactly("3", "4", "5");
    }

    @Test
    void aPageSizeBelowOneOrALimitOrParallelismIsAnError() {
        assertThatThrownBy(() -> stories().page(0)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> stories().limit(5).page(5)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stories().limit(Integer.MAX_VALUE).page(5)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.scan(Story.class).parallelism(2).page(5))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCursorOfAnotherQueryIsAnError() {
        saveStories("1", "12", "2");
        store.save(new Story(owner + "x", "1", "t"));
        store.save(new Story(owner + "x", "2", "t"));
        store.batchWrite(List.of(new Comment(owner, "1", 1, "a"), new Comment(owner, "1", 2, "b")));
        String cursor = stories().page(1).nextCursor();
        ItemStore otherTable = store.table(database.table(QueryContract.class));
        List<ItemQuery<?>> others = List.of(
                stories().reverse(),
                store.query(Story.class, KeyValues.of("owner", owner + "x")),
                store.query(Story.class, key("1")),
                store.query(Comment.class, partition()),
                store.scan(Story.class, partition()),
                otherTable.query(Story.class, partition()));
        for (ItemQuery<?> other : others) {
            assertThatThrownBy(() -> other.page(1, cursor))
                    .isInstanceOfSatisfying(
                            InvalidCursorException.class,
                            e -> assertThat(e.field()).contains("cursor"));
        }
        assertThat(stories().consistentReads(false).page(1, cursor).items()).hasSize(1);
    }

    @Test
    void textThatIsNoCursorIsAnError() {
        saveStories("1", "2");
        String cursor = stories().page(1).nextCursor();
        List<String> bad = new ArrayList<>(List.of(
                "",
                " ",
                "x",
                "null",
                "%",
                "####",
                cursor + "A",
                cursor.substring(1),
                cursor.substring(0, 20),
                cursor + "=",
                Base64.getUrlEncoder().encodeToString("STORY#1".getBytes(StandardCharsets.UTF_8)),
                "A".repeat(10_000)));
        bad.add(forged(cursor, "USER#" + owner + "x", "STORY#1"));
        bad.add(forged(cursor, "USER#" + owner, "COMMENT#1"));
        bad.add(forged(cursor, "USER#" + owner, "STORY#1\u0000"));
        bad.add(forged(cursor, "USER#" + owner, "STORY#"));
        bad.add(forged(cursor, "USER#" + owner, ""));
        bad.add(forged(cursor, "USER#" + owner, "STORY#" + "x".repeat(1019)));
        bad.add(forged(cursor, "USER#" + owner, "STORY#" + "é".repeat(510)));
        for (String text : bad) {
            assertThatThrownBy(() -> stories().page(1, text))
                    .as("cursor '%s'", text)
                    .isInstanceOf(InvalidCursorException.class)
                    .hasMessageNotContaining("STORY#1");
        }
    }

    @Test
    void everyTextMadeUpByAnAttackerIsRefusedBeforeAnyInput() {
        saveStories("1", "2");
        String cursor = stories().page(1).nextCursor();
        ItemQuery<Story> absent = store.table(ABSENT).query(Story.class, partition());
        Random random = new Random(12);
        HostileText texts = new HostileText(12);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            bytes = random.nextBoolean() ? bytes : texts.next().getBytes(StandardCharsets.UTF_8);
            String text = switch (i % 4) {
                case 0 -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
                case 1 -> texts.near(cursor);
                case 2 -> cursor.substring(0, random.nextInt(cursor.length()));
                default -> forged(cursor, "USER#" + texts.next(), texts.next());
            };
            assertThatThrownBy(() -> absent.page(1, text))
                    .as("cursor '%s'", text)
                    .isInstanceOf(InvalidCursorException.class)
                    .hasMessageNotContaining(owner);
        }
    }

    @Test
    void positionsPutIntoACursorReachOnlyWhatTheQueryCould() {
        saveStories("1", "2", "3");
        store.save(new Story(owner + "x", "secret", "t"));
        String cursor = stories().page(1).nextCursor();
        HostileText texts = new HostileText(13);
        int taken = 0;
        for (int i = 0; i < 300; i++) {
            String id = texts.near("2");
            String partition = i % 3 == 0 ? texts.near("USER#" + owner) : "USER#" + owner;
            try {
                assertThat(ids(stories()
                                .page(10, forged(cursor, partition, "STORY#" + id))
                                .items()))
                        .as("after '%s'", id)
                        .isSubsetOf("1", "2", "3");
                taken++;
            } catch (InvalidCursorException e) {
                assertThat(partition.equals("USER#" + owner) && HostileText.isGood(id, '#') && id.length() < 300)
                        .as("refuses '%s', '%s'", partition, id)
                        .isFalse();
            }
        }
        assertThat(taken).isBetween(50, 250);
    }

    @Test
    void changedCursorsNeverReachWhatTheQueryCouldNot() {
        saveStories("1", "2", "3");
        store.save(new Story(owner + "x", "secret", "t"));
        String cursor = stories().page(1).nextCursor();
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            StringBuilder changed = new StringBuilder(cursor);
            changed.setCharAt(random.nextInt(cursor.length()), (char) ('0' + random.nextInt(75)));
            try {
                assertThat(stories().page(10, changed.toString()).items())
                        .as("cursor %s", changed)
                        .allMatch(story -> story.owner().equals(owner));
            } catch (InvalidCursorException e) {
                assertThat(e.getMessage()).doesNotContain(owner);
            }
        }
    }

    /** The cursor of a query with another position in it. */
    private static String forged(String cursor, String partitionKey, String sortKey) {
        byte[] header = Base64.getUrlDecoder().decode(cursor);
        byte[] partition = partitionKey.getBytes(StandardCharsets.UTF_8);
        byte[] sort = sortKey.getBytes(StandardCharsets.UTF_8);
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(15 + partition.length + sort.length)
                .put(header, 0, 13)
                .putShort((short) partition.length)
                .put(partition)
                .put(sort);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    @Test
    void unreadableItemsCountAsPassedAndRaiseCarriesTheItemsBeforeAndTheCursorAfterThem() {
        saveStories("1", "3", "4");
        database.putRaw(table, "USER#" + owner, "STORY#2", null, "{\"owner\": {\"no\": \"text\"}}");
        assertThat(ids(stories().onError(OnError.SKIP).page(2).items())).containsExactly("1", "3");
        ItemQuery<Story> raising = stories().onError(OnError.RAISE);
        UnreadableItemException failure = failure(raising);
        assertThat(failure.itemsBefore())
                .isEqualTo(List.of(store.get(Story.class, key("1")).orElseThrow()));
        assertThat(ids(raising.page(5, failure.nextCursor()).items())).containsExactly("3", "4");
    }

    @Test
    void raiseOnTheLastItemCarriesNoCursor() {
        saveStories("1");
        database.putRaw(table, "USER#" + owner, "STORY#2", null, "{\"owner\": {\"no\": \"text\"}}");
        assertThat(failure(stories().onError(OnError.RAISE)).nextCursor()).isNull();
    }

    private static UnreadableItemException failure(ItemQuery<Story> query) {
        return catchThrowableOfType(UnreadableItemException.class, () -> query.page(5));
    }

    @Test
    void pagesOfAScanTogetherAreTheScan() {
        for (int n = 0; n < 9; n++) {
            store.save(new Story(owner + "-" + n, "1", "t"));
            store.save(new Story(owner + "-" + n, "2", "t"));
        }
        ItemQuery<Story> scan = store.scan(Story.class).consistentReads(true);
        List<Story> all = scan.list();
        List<Story> paged = new ArrayList<>();
        String cursor = null;
        do {
            Page<Story> page = scan.page(5, cursor);
            paged.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(paged).containsExactlyInAnyOrderElementsOf(all).doesNotHaveDuplicates();
        assertThat(paged.stream().filter(story -> story.owner().startsWith(owner + "-")))
                .hasSize(18);
    }
}
