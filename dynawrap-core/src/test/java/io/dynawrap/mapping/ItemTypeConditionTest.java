package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynawrap.DbItem;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.KeyValues;
import io.dynawrap.key.KeyMatch;
import org.junit.jupiter.api.Test;

/** The conditions that queries and scans set on keys. */
class ItemTypeConditionTest {

    @DbItem(pk = "USER#{owner}", sk = "Y#{year}/STORY#{id}")
    record Story(String owner, int year, String id) {}

    private static final ItemType<Story> STORY = ItemType.of(Story.class);

    private static void refused(ItemType<?> type, KeyValues values, String field, String... parts) {
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> type.keys().queryRange(values).sort())
                .satisfies(e -> assertThat(e.getMessage()).contains(parts))
                .satisfies(e -> assertThat(e.field()).contains(field));
    }

    @Test
    void queryReadsOnePartition() {
        assertThat(STORY.keys().queryRange(KeyValues.of("owner", "a")).partition())
                .isEqualTo(KeyMatch.exactly("USER#a"));
        assertThat(STORY.keys()
                        .queryRange(KeyValues.of("owner", "a", "year", 2024))
                        .partition())
                .isEqualTo(KeyMatch.exactly("USER#a"));
    }

    @Test
    void queryWithoutTheWholePartitionKeyIsAnError() {
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() ->
                        STORY.keys().queryRange(KeyValues.of("year", 2024)).partition())
                .withMessageContaining("Story: field 'owner' of 'USER#{owner}' has no value")
                .withMessageContaining("move the field to the sort key, or use scan")
                .satisfies(e -> assertThat(e.field()).contains("owner"));
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() ->
                        STORY.keys().queryRange(KeyValues.of("owner", null)).partition())
                .withMessageContaining("is null");
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(
                        () -> STORY.keys().queryRange(KeyValues.of("owner", "")).partition())
                .withMessageContaining("is empty");
    }

    @Test
    void querySortRunsToTheFirstMissingPlaceholderWithTheLiteralBeforeIt() {
        assertThat(STORY.keys().queryRange(KeyValues.of("owner", "a")).sort()).isEqualTo(KeyMatch.prefix("Y#"));
        assertThat(STORY.keys()
                        .queryRange(KeyValues.of("owner", "a", "year", 202))
                        .sort())
                .isEqualTo(KeyMatch.prefix("Y#202/STORY#"));
    }

    @Test
    void givenFieldMatchesWhole() {
        KeyMatch match =
                STORY.keys().queryRange(KeyValues.of("owner", "a", "year", 202)).sort();

        assertThat(match.matches("Y#202/STORY#1")).isTrue();
        assertThat(match.matches("Y#2024/STORY#1")).isFalse();
    }

    @Test
    void textInTheLastPlaceholderMatchesAsAPrefix() {
        assertThat(STORY.keys()
                        .queryRange(KeyValues.of("owner", "a", "year", 2024, "id", "12"))
                        .sort())
                .isEqualTo(KeyMatch.prefix("Y#2024/STORY#12"));
    }

    @Test
    void nullOrEmptySortKeyValueIsAnError() {
        refused(STORY, KeyValues.of("owner", "a", "year", null), "year", "is null", "leave the field out");
        refused(STORY, KeyValues.of("owner", "a", "year", 1, "id", ""), "id", "is empty");
    }

    @Test
    void valueAfterAGapIsAnError() {
        refused(
                STORY,
                KeyValues.of("owner", "a", "id", "12"),
                "id",
                "Story: field 'id' of 'Y#{year}/STORY#{id}' has a value, but 'year' before it has no value");
    }

    @Test
    void valueOfNoFieldOfTheKeyIsAnError() {
        refused(STORY, KeyValues.of("owner", "a", "title", "b"), "title", "'title' is not a field of the key");
    }

    @DbItem(pk = "P#{p}", sk = "N#{n}")
    record NumberLast(String p, int n) {}

    @DbItem(pk = "P#{p}", sk = "N#{s}.json")
    record LiteralLast(String p, String s) {}

    @DbItem(pk = "P#{p}", sk = "N#{p}")
    record SameField(String p) {}

    @DbItem(pk = "P#{p}", sk = "{s}#{p}#{t}")
    record SameFieldInside(String p, String s, String t) {}

    @DbItem(pk = "P#{p}", sk = "{s}#X#{s}")
    record SameFieldTwice(String p, String s) {}

    @DbItem(pk = "P#{p}", sk = "PROFILE")
    record NoField(String p) {}

    @Test
    void numberInTheLastPlaceholderMatchesWhole() {
        assertThat(ItemType.of(NumberLast.class)
                        .keys()
                        .queryRange(KeyValues.of("p", "a", "n", 1))
                        .sort())
                .isEqualTo(KeyMatch.exactly("N#1"));
    }

    @Test
    void textBeforeATrailingLiteralMatchesWhole() {
        assertThat(ItemType.of(LiteralLast.class)
                        .keys()
                        .queryRange(KeyValues.of("p", "a", "s", "x"))
                        .sort())
                .isEqualTo(KeyMatch.exactly("N#x.json"));
        assertThat(ItemType.of(LiteralLast.class)
                        .keys()
                        .queryRange(KeyValues.of("p", "a"))
                        .sort())
                .isEqualTo(KeyMatch.prefix("N#"));
    }

    @Test
    void fieldOfThePartitionKeyMatchesWholeInTheSortKey() {
        assertThat(ItemType.of(SameField.class)
                        .keys()
                        .queryRange(KeyValues.of("p", "a"))
                        .sort())
                .isEqualTo(KeyMatch.exactly("N#a"));
    }

    @Test
    void fieldOfThePartitionKeyIsNoGap() {
        ItemType<SameFieldInside> type = ItemType.of(SameFieldInside.class);

        assertThat(type.keys().queryRange(KeyValues.of("p", "a")).sort()).isEqualTo(KeyMatch.prefix(""));
        assertThat(type.keys().queryRange(KeyValues.of("p", "a", "s", "b")).sort())
                .isEqualTo(KeyMatch.prefix("b#a#"));
        assertThat(type.keys()
                        .queryRange(KeyValues.of("p", "a", "s", "b", "t", "c"))
                        .sort())
                .isEqualTo(KeyMatch.prefix("b#a#c"));
        refused(type, KeyValues.of("p", "a", "t", "c"), "t", "'s' before it has no value");
    }

    @Test
    void fieldThatStandsTwiceInTheSortKeyMatchesWhole() {
        assertThat(ItemType.of(SameFieldTwice.class)
                        .keys()
                        .queryRange(KeyValues.of("p", "a", "s", "b"))
                        .sort())
                .isEqualTo(KeyMatch.exactly("b#X#b"));
    }

    @Test
    void sortKeyWithoutPlaceholdersMatchesWhole() {
        assertThat(ItemType.of(NoField.class)
                        .keys()
                        .queryRange(KeyValues.of("p", "a"))
                        .sort())
                .isEqualTo(KeyMatch.exactly("PROFILE"));
    }

    @Test
    void keyThatIsTooLongIsAnErrorInAQueryToo() {
        refused(STORY, KeyValues.of("owner", "a", "year", 1, "id", "x".repeat(1015)), "id", "1025 bytes");
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> STORY.keys()
                        .queryRange(KeyValues.of("owner", "é".repeat(1022)))
                        .partition())
                .withMessageContaining("2049 bytes");
    }

    @DbItem(pk = "ORG#{org}/USER#{user}", sk = "{org}#{id}")
    record Member(String org, String user, String id) {}

    private static final ItemType<Member> MEMBER = ItemType.of(Member.class);

    @Test
    void scanGoesByLeadingFieldsOfThePartitionKey() {
        assertThat(MEMBER.keys().scanRange(KeyValues.none()).partition()).isEqualTo(KeyMatch.prefix("ORG#"));
        assertThat(MEMBER.keys().scanRange(KeyValues.of("org", "a")).partition())
                .isEqualTo(KeyMatch.prefix("ORG#a/USER#"));
        assertThat(MEMBER.keys()
                        .scanRange(KeyValues.of("org", "a", "user", "b"))
                        .partition())
                .isEqualTo(KeyMatch.exactly("ORG#a/USER#b"));
    }

    @Test
    void scanSortIsTheBeginningOfAllSortKeys() {
        assertThat(MEMBER.keys().scanRange(KeyValues.none()).sort()).isEqualTo(KeyMatch.prefix(""));
        assertThat(MEMBER.keys().scanRange(KeyValues.of("org", "a")).sort()).isEqualTo(KeyMatch.prefix("a#"));
        assertThat(STORY.keys().scanRange(KeyValues.of("owner", "a")).sort()).isEqualTo(KeyMatch.prefix("Y#"));
        assertThat(ItemType.of(NoField.class).keys().scanRange(KeyValues.none()).sort())
                .isEqualTo(KeyMatch.exactly("PROFILE"));
        assertThat(ItemType.of(SameField.class)
                        .keys()
                        .scanRange(KeyValues.of("p", "a"))
                        .sort())
                .isEqualTo(KeyMatch.exactly("N#a"));
    }

    @Test
    void scanTakesNoOtherFieldsAndNoGaps() {
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> MEMBER.keys()
                        .scanRange(KeyValues.of("org", "a", "id", "1"))
                        .partition())
                .withMessageContaining("'id' is not a field of the partition key, which is all that this call uses")
                .satisfies(e -> assertThat(e.field()).contains("id"));
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(
                        () -> MEMBER.keys().scanRange(KeyValues.of("user", "b")).partition())
                .withMessageContaining("'org' before it has no value");
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(
                        () -> MEMBER.keys().scanRange(KeyValues.of("org", null)).partition())
                .withMessageContaining("is null");
    }

    @Test
    void matchComparesExactText() {
        assertThat(KeyMatch.prefix("a_").matches("a_b")).isTrue();
        assertThat(KeyMatch.prefix("a_").matches("axb")).isFalse();
        assertThat(KeyMatch.prefix("").matches("")).isTrue();
        assertThat(KeyMatch.exactly("a").matches("a")).isTrue();
        assertThat(KeyMatch.exactly("a").matches("ab")).isFalse();
    }
}
