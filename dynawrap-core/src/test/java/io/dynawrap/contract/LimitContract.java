package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidRequestException;
import io.dynawrap.KeyValues;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

    /** Both databases run this, so what is asserted word for word is the same on both. */
    private void refuses(Raw item, Class<? extends InvalidRequestException> type, String message) {
        assertThatThrownBy(() -> store.table(ABSENT).save(item))
                .isExactlyInstanceOf(type)
                .hasMessage(message);
        assertThatThrownBy(() -> store.table(ABSENT).batchWrite(List.of(item)))
                .isExactlyInstanceOf(type)
                .hasMessage(message);
    }

    private void refusesKey(Raw item, String message) {
        refuses(item, InvalidKeyException.class, message);
        KeyValues key = KeyValues.of("pk", item.pk(), "sk", item.sk());
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> store.table(ABSENT).get(Raw.class, key),
                () -> store.table(ABSENT).delete(Raw.class, key),
                () -> store.table(ABSENT).delete(item))) {
            assertThatThrownBy(call)
                    .isExactlyInstanceOf(InvalidKeyException.class)
                    .hasMessage(message);
        }
    }

    private void refusesValue(@Nullable Object value, String problem) {
        refuses(new Raw(owner, "v", value), InvalidItemException.class, "Raw: the value at '/value' " + problem);
    }

    private void refuses(Raw item, String message) {
        assertThatThrownBy(() -> store.table(ABSENT).save(item))
                .isInstanceOfAny(InvalidKeyException.class, InvalidItemException.class)
                .hasMessageContaining("Raw")
                .hasMessageContaining(message);
    }

    private static String tooLong(String pattern, int bytes, int limit, String key) {
        return "Raw: the key '%s' has %d bytes in UTF-8, more than the %d a %s key can have. Shorten its values."
                .formatted(pattern, bytes, limit, key);
    }

    @Test
    void aPartitionKeyHas1To2048Bytes() {
        refusesKey(
                new Raw("", "s", null),
                "Raw: field 'pk' of '{pk}' is empty. Every part of a key has at least one character.");
        storesAndFinds(new Raw("p", "s", owner));
        storesAndFinds(new Raw("é", "s", owner));
        storesAndFinds(new Raw(noise(2047), "s", null));
        storesAndFinds(new Raw(noise(2048), "s", null));
        refusesKey(new Raw(noise(2049), "s", null), tooLong("{pk}", 2049, 2048, "partition"));
        storesAndFinds(new Raw("é".repeat(1023) + "x", "s", null));
        storesAndFinds(new Raw("é".repeat(1024), "s", null));
        refusesKey(new Raw("é".repeat(1024) + "x", "s", null), tooLong("{pk}", 2049, 2048, "partition"));
        storesAndFinds(new Raw("€".repeat(682) + "é", "s", null));
        refusesKey(new Raw("€".repeat(683), "s", null), tooLong("{pk}", 2049, 2048, "partition"));
        storesAndFinds(new Raw("😀".repeat(512), "s", null));
        refusesKey(new Raw("😀".repeat(512) + "x", "s", null), tooLong("{pk}", 2049, 2048, "partition"));
        assertThatThrownBy(() -> store.table(ABSENT).query(Raw.class, KeyValues.of("pk", noise(2049))))
                .isInstanceOfSatisfying(
                        InvalidKeyException.class, e -> assertThat(e.field()).contains("pk"))
                .hasMessage(tooLong("{pk}", 2049, 2048, "partition"));
    }

    @Test
    void aSortKeyHas1To1024Bytes() {
        refusesKey(
                new Raw(owner, "", null),
                "Raw: field 'sk' of '{sk}' is empty. Every part of a key has at least one character.");
        storesAndFinds(new Raw(owner, "s", null));
        storesAndFinds(new Raw(owner, noise(1023), null));
        storesAndFinds(new Raw(owner, noise(1024), null));
        refusesKey(new Raw(owner, noise(1025), null), tooLong("{sk}", 1025, 1024, "sort"));
        storesAndFinds(new Raw(owner, "😀".repeat(255) + "€", null));
        storesAndFinds(new Raw(owner, "😀".repeat(256), null));
        refusesKey(new Raw(owner, "😀".repeat(256) + "x", null), tooLong("{sk}", 1025, 1024, "sort"));
        storesAndFinds(new Raw(owner, "€".repeat(341) + "x", null));
        refusesKey(new Raw(owner, "€".repeat(341) + "é", null), tooLong("{sk}", 1025, 1024, "sort"));
        assertThat(store.query(Raw.class, KeyValues.of("pk", owner, "sk", "😀".repeat(256)))
                        .list())
                .hasSize(1);
        assertThatThrownBy(() -> store.table(ABSENT).query(Raw.class, KeyValues.of("pk", owner, "sk", noise(1025))))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessage(tooLong("{sk}", 1025, 1024, "sort"));
    }

    @Test
    void bothKeysHaveAtMost2600BytesTogether() {
        String message = "Raw: the key '{sk}' has %d bytes in UTF-8, with the partition key 2601, more than the 2600"
                + " both can have together. Shorten its values.";
        storesAndFinds(new Raw(noise(2047), noise(552), null));
        storesAndFinds(new Raw(noise(2046), noise(554), null));
        refusesKey(new Raw(noise(2047), noise(554), null), message.formatted(554));
        storesAndFinds(new Raw(noise(1576), noise(1024), null));
        refusesKey(new Raw(noise(1577), noise(1024), null), message.formatted(1024));
        storesAndFinds(new Raw("é".repeat(1000), "€".repeat(200), null));
        refusesKey(new Raw("é".repeat(1000), "€".repeat(200) + "x", null), message.formatted(601));
    }

    /** The rule is cited at the class that counts; what DynamoDB Local itself counts is in ItemSizeOnServerTest. */
    @Test
    void anItemHas400KilobytesAsDynamoDbCounts() {
        // PK + key, SK + key, schema_version + MD5, pk + value, sk + value, value + text
        int overhead = 2 + owner.length() + 2 + 1 + 14 + 32 + 2 + owner.length() + 2 + 1 + 5;
        int free = 409_600 - overhead;
        for (String text : List.of("x", "é", "€", "😀")) {
            int bytes = text.getBytes(StandardCharsets.UTF_8).length;
            String full = text.repeat(free / bytes) + "x".repeat(free % bytes);
            storesAndFinds(new Raw(owner, "s", text.repeat((free - 1) / bytes) + "x".repeat((free - 1) % bytes)));
            storesAndFinds(new Raw(owner, "s", full));
            refuses(
                    new Raw(owner, "s", full + "x"),
                    InvalidItemException.class,
                    "Raw: the item has more than the 409600 bytes (400 KB) an item can have as DynamoDB counts; the"
                            + " largest field seen is 'value' with " + (free + 1 + 5) + " bytes. Store less, or store"
                            + " large values elsewhere and keep a reference.");
        }
        assertThatThrownBy(() -> store.save(new Raw(owner, "s", "x".repeat(500_000))))
                .isInstanceOfSatisfying(
                        InvalidItemException.class, e -> assertThat(e.field()).contains("value"))
                .hasMessageNotContaining("xxx");
    }

    /** The longest name that the server under test can store. */
    int longestName() {
        return 65_535;
    }

    @Test
    void aNameHasAtMost65535Bytes() {
        storesAndFinds(new Raw(owner, "n", Map.of("n".repeat(longestName() - 1), 1)));
        storesAndFinds(new Raw(owner, "n", Map.of("n".repeat(longestName()), 1)));
        storesAndFinds(new Raw(owner, "n", Map.of("€".repeat(longestName() / 3), 1)));
        for (String name : List.of("n".repeat(65_536), "€".repeat(21_845) + "x")) {
            refuses(
                    new Raw(owner, "n", Map.of(name, 1)),
                    InvalidItemException.class,
                    "Raw: a field or map key in '/value' has a name of more than 65535 bytes. Shorten it.");
        }
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
                "9999999999999999999999999999999999999",
                "99999999999999999999999999999999999999",
                "-99999999999999999999999999999999999999",
                "0.1234567890123456789012345678901234567",
                "0.12345678901234567890123456789012345678",
                "1234567890123456789.0123456789012345678",
                "9.9999999999999999999999999999999999999E+124",
                "9.9999999999999999999999999999999999999E+125",
                "-9.9999999999999999999999999999999999999E+125",
                "1E-129",
                "1E-130",
                "-1E-130",
                "1.0000000000000000000000000000000000001E-92",
                "1.2345678901234567890123456789012345678E-130",
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
                "100000000000000000000000000000000000001",
                "999999999999999999999999999999999999999",
                "-999999999999999999999999999999999999999",
                "1.23456789012345678901234567890123456789",
                "0.123456789012345678901234567890123456789"
            })
    void numbersOf39DigitsAreRefused(String number) {
        refusesValue(
                new BigDecimal(number),
                "has 39 significant digits, more than the 38 a number can have. Round it, or store it as text.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+126", "-1E+126", "9.9E-131", "-1E-131", "1E+400", "1E-400"})
    void numbersOutOfRangeAreRefused(String number) {
        refusesValue(
                new BigDecimal(number), "is a number outside of 1E-130 to 9.99E125 in magnitude. Store it as text.");
    }

    @Test
    void numbersThatAreNoneAreRefused() {
        String problem = "is NaN or infinite, which neither database stores as a number. Give a finite number.";
        refusesValue(Double.NaN, problem);
        refusesValue(Double.POSITIVE_INFINITY, problem);
        refusesValue(Float.NEGATIVE_INFINITY, problem);
        refusesValue(Float.NaN, problem);
        refusesValue(Double.MIN_VALUE, "is a number outside of 1E-130 to 9.99E125 in magnitude. Store it as text.");
        storesAndFinds(new Raw(owner, "f", Float.MIN_VALUE));
        storesAndFinds(new Raw(owner, "f", Float.MAX_VALUE));
        storesAndFinds(new Raw(owner, "f", Long.MIN_VALUE));
    }

    @Test
    void valuesNestAtMost31ContainersDeep() {
        storesAndFinds(new Raw(owner, "d", nested(30)));
        storesAndFinds(new Raw(owner, "d", nested(31)));
        String path = "/value" + "/m/0".repeat(15) + "/m";
        refuses(
                new Raw(owner, "d", nested(32)),
                InvalidItemException.class,
                "Raw: the value at '" + path + "' is nested more than 31 containers deep. Flatten it.");
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
