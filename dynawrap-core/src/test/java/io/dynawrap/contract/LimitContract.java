package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.KeyValues;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

abstract class LimitContract extends Contract {

    @DbItem(pk = "{pk}", sk = "{sk}", separator = '|')
    record Raw(String pk, String sk, @Nullable Object value) {}

    @DbItem(pk = "O#{owner}", sk = "ANY#{id}", separator = '|')
    record Open(String owner, String id, @JsonAnyGetter Map<String, Object> more) {}

    /** Text that no database can compress. */
    private static String noise(int length) {
        Random random = new Random(length);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('!' + random.nextInt(90)));
        }
        return text.toString().replace('|', 'x');
    }

    private void storesAndFinds(Raw item) {
        Raw saved = store.save(item);
        assertThat(store.get(Raw.class, KeyValues.of("pk", item.pk(), "sk", item.sk())))
                .contains(saved);
        assertThat(store.query(Raw.class, KeyValues.of("pk", item.pk())).list()).contains(saved);
    }

    private void refuses(Raw item, String message) {
        assertThatThrownBy(() -> store.table(ABSENT).save(item))
                .isInstanceOfAny(InvalidKeyException.class, InvalidItemException.class)
                .hasMessageContaining("Raw")
                .hasMessageContaining(message);
    }

    @Test
    void aPartitionKeyHasAtMost2048Bytes() {
        storesAndFinds(new Raw(noise(2047), "s", null));
        storesAndFinds(new Raw(noise(2048), "s", null));
        storesAndFinds(new Raw("é".repeat(1024), "s", null));
        refuses(new Raw(noise(2049), "s", null), "2048");
        refuses(new Raw("é".repeat(1024) + "x", "s", null), "2049 bytes");
        assertThatThrownBy(() -> store.table(ABSENT).get(Raw.class, KeyValues.of("pk", noise(2049), "sk", "s")))
                .isInstanceOfSatisfying(
                        InvalidKeyException.class, e -> assertThat(e.field()).contains("pk"));
    }

    @Test
    void aSortKeyHasAtMost1024Bytes() {
        storesAndFinds(new Raw(owner, noise(1023), null));
        storesAndFinds(new Raw(owner, noise(1024), null));
        storesAndFinds(new Raw(owner, "😀".repeat(256), null));
        refuses(new Raw(owner, noise(1025), null), "1024");
        refuses(new Raw(owner, "😀".repeat(256) + "x", null), "1025 bytes");
        assertThatThrownBy(() -> store.table(ABSENT).query(Raw.class, KeyValues.of("pk", owner, "sk", noise(1025))))
                .isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void bothKeysHaveAtMost2600BytesTogether() {
        storesAndFinds(new Raw(noise(2047), noise(552), null));
        storesAndFinds(new Raw(noise(2046), noise(554), null));
        refuses(new Raw(noise(2047), noise(554), null), "2600");
    }

    @Test
    void anItemHas400KilobytesAsDynamoDbCounts() {
        Raw empty = new Raw(owner, "s", "");
        // PK + key, SK + key, schema_version + MD5, pk + value, sk + value, value + text
        int overhead = 2 + owner.length() + 2 + 1 + 14 + 32 + 2 + owner.length() + 2 + 1 + 5;
        storesAndFinds(new Raw(empty.pk(), "s", "x".repeat(409_600 - overhead - 1)));
        storesAndFinds(new Raw(empty.pk(), "s", "x".repeat(409_600 - overhead)));
        storesAndFinds(new Raw(empty.pk(), "s", "é".repeat((409_600 - overhead) / 2)));
        refuses(new Raw(empty.pk(), "s", "x".repeat(409_600 - overhead + 1)), "400 KB");
        assertThatThrownBy(() -> store.save(new Raw(owner, "s", "x".repeat(500_000))))
                .isInstanceOfSatisfying(
                        InvalidItemException.class, e -> assertThat(e.field()).contains("value"))
                .hasMessageNotContaining("xxx");
    }

    @ParameterizedTest
    @CsvSource({"7, 2", "-7, 3", "12, 2", "1.2, 3", "-1.2, 4", "123.4, 4", "1E+101, 2", "-0.1961, 4"})
    void numbersCountForTheSizeOfAnItemAsDynamoDbCounts(BigDecimal number, int bytes) {
        int overhead = 2 + owner.length() + 2 + 1 + 14 + 32 + 2 + owner.length() + 2 + 1 + 5 + 3 + (1 + bytes) + 1;
        storesAndFinds(new Raw(owner, "s", List.of(number, "x".repeat(409_600 - overhead))));
        refuses(new Raw(owner, "s", List.of(number, "x".repeat(409_600 - overhead + 1))), "400 KB");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "-1",
                "99999999999999999999999999999999999999",
                "0.12345678901234567890123456789012345678",
                "9.9999999999999999999999999999999999999E+125",
                "-9.9999999999999999999999999999999999999E+125",
                "1E-130",
                "-1E-130",
                "1.0000000000000000000000000000000000001E-92",
                "1E+125",
                "123456789012345678901234567890E+96"
            })
    void numbersOf38DigitsAndTheWholeRangeAreStored(String number) {
        BigDecimal value = new BigDecimal(number);
        Raw saved = store.save(new Raw(owner, "n", value));
        Object read = store.get(Raw.class, KeyValues.of("pk", owner, "sk", "n"))
                .orElseThrow()
                .value();
        assertThat(new BigDecimal(String.valueOf(read))).isEqualByComparingTo(value);
        assertThat(saved.value()).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "999999999999999999999999999999999999999",
                "1E+126",
                "-1E+126",
                "9.9E-131",
                "1E-131",
                "1E+400",
                "1E-400",
                "1.23456789012345678901234567890123456789"
            })
    void numbersBeyondAreRefused(String number) {
        refuses(new Raw(owner, "n", new BigDecimal(number)), "'/value'");
    }

    @Test
    void numbersThatAreNoneAreRefused() {
        refuses(new Raw(owner, "n", Double.NaN), "NaN");
        refuses(new Raw(owner, "n", Double.POSITIVE_INFINITY), "infinite");
        refuses(new Raw(owner, "n", Float.NEGATIVE_INFINITY), "infinite");
        refuses(new Raw(owner, "n", Double.MIN_VALUE), "1E-130");
    }

    @Test
    void valuesNestAtMost31ContainersDeep() {
        storesAndFinds(new Raw(owner, "d", nested(30)));
        storesAndFinds(new Raw(owner, "d", nested(31)));
        refuses(new Raw(owner, "d", nested(32)), "31 containers");
    }

    private static Object nested(int containers) {
        Object value = "leaf";
        for (int n = 0; n < containers; n++) {
            value = n % 2 == 0 ? List.of(value) : Map.of("m", value);
        }
        return value;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "\ud800", "a\udc00", "\udc00\ud800", "\ud83d"})
    void textThatOneDatabaseCannotStoreIsRefusedEverywhere(String text) {
        refuses(new Raw(owner, "t", text), "value");
        refuses(new Raw(owner, "t", List.of(Map.of("k", text))), "/value/0/k");
        refuses(new Raw(owner, "t", Map.of(text, 1)), "value");
        refuses(new Raw(owner + text, "t", null), "'pk'");
        refuses(new Raw(owner, "t" + text, null), "'sk'");
        assertThatThrownBy(() -> store.table(ABSENT).get(Raw.class, KeyValues.of("pk", owner, "sk", text)))
                .isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void emptyNamesAreRefusedAndEmptyValuesStored() {
        refuses(new Raw(owner, "e", Map.of("", 1)), "empty name");
        storesAndFinds(new Raw(owner, "e", ""));
        storesAndFinds(new Raw(owner, "e", List.of()));
        storesAndFinds(new Raw(owner, "e", Map.of()));
        storesAndFinds(new Raw(owner, "e", List.of("", Map.of("k", ""))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PK", "SK", "schema_version"})
    void fieldsThatOnlyTheValueShowsDoNotOverwriteTheKeyOrTheVersion(String name) {
        assertThatThrownBy(() -> store.table(ABSENT).save(new Open(owner, "1", Map.of(name, "forged"))))
                .isInstanceOfSatisfying(
                        InvalidItemException.class, e -> assertThat(e.field()).contains(name));
    }

    @Test
    void aNameGivenTwiceIsRefusedForOneValueWouldBeLost() {
        assertThatThrownBy(() -> store.table(ABSENT).save(new Open(owner, "1", Map.of("id", "other"))))
                .isInstanceOf(InvalidItemException.class)
                .hasMessageContaining("id");
    }
}
