package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.ItemSink;
import io.dynawrap.spi.StoredItem;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresItemTest {

    private static final TestTable TABLE = TestTable.create();

    @Test
    void aBackendWithoutATemplateIsRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> new PostgresBackend(null))
                .withMessage("'jdbc' must not be null");
    }

    @Test
    void aSavedItemIsOneRow() {
        TABLE.put("USER#raw", "STORY#1", "Grüße, \"世界\" 😀\n");

        Map<String, Object> row = TABLE.jdbc()
                .queryForMap("SELECT pk, sk, schema_version, data ->> 'text' AS text FROM " + TABLE.name()
                        + " WHERE pk = 'USER#raw'");

        assertThat(row)
                .containsEntry("pk", "USER#raw")
                .containsEntry("sk", "STORY#1")
                .containsEntry("schema_version", "v1")
                .containsEntry("text", "Grüße, \"世界\" 😀\n");
    }

    @Test
    void getReturnsWhatWasSaved() {
        TABLE.put("USER#get", "STORY#1", "Grüße, \"世界\" 😀\n");

        StoredItem item = TABLE.get("USER#get", "STORY#1");

        assertThat(item.key()).isEqualTo(new ItemKey("USER#get", "STORY#1"));
        assertThat(item.schemaVersion()).isEqualTo("v1");
        assertThat(TestTable.text(item)).isEqualTo("Grüße, \"世界\" 😀\n");
        assertThat(JsonItemData.bytesOf(item).length)
                .isEqualTo("{\"text\": \"Grüße, \\\"世界\\\" 😀\\n\"}".getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void getReturnsNullForAnAbsentItem() {
        TABLE.put("USER#absent", "STORY#1", "x");

        assertThat(TABLE.get("USER#absent", "STORY#")).isNull();
        assertThat(TABLE.get("user#absent", "STORY#1")).isNull();
    }

    @Test
    void saveReplacesAnExistingItem() {
        ItemKey key = new ItemKey("USER#replace", "STORY#1");
        TABLE.put("USER#replace", "STORY#1", "old");

        TABLE.put(new StoredItem(key, "v2", TestTable.data("new")));

        assertThat(TestTable.text(TABLE.get("USER#replace", "STORY#1"))).isEqualTo("new");
        assertThat(TABLE.get("USER#replace", "STORY#1").schemaVersion()).isEqualTo("v2");
    }

    @Test
    void anItemThatWasReadCanBeSavedAgain() {
        TABLE.put("USER#again", "STORY#1", "x");

        TABLE.put(TABLE.get("USER#again", "STORY#1"));

        assertThat(TestTable.text(TABLE.get("USER#again", "STORY#1"))).isEqualTo("x");
    }

    @Test
    void anItemMayHaveNoSchemaVersion() {
        ItemKey key = new ItemKey("USER#none", "STORY#1");

        TABLE.put(new StoredItem(key, null, TestTable.data("x")));

        assertThat(TABLE.get("USER#none", "STORY#1").schemaVersion()).isNull();
    }

    @Test
    void deleteRemovesOnlyTheItemWithTheKey() {
        TABLE.put("USER#delete", "STORY#1", "x");
        TABLE.put("USER#delete", "STORY#2", "y");

        TABLE.delete("USER#delete", "STORY#1");

        assertThat(TABLE.get("USER#delete", "STORY#1")).isNull();
        assertThat(TABLE.get("USER#delete", "STORY#2")).isNotNull();
    }

    @Test
    void deletingAnAbsentItemDoesNothing() {
        TABLE.delete("USER#nobody", "STORY#1");

        assertThat(TABLE.get("USER#nobody", "STORY#1")).isNull();
    }

    @Test
    void theParserBeginsAnewOnEachCall() {
        StoredItem item = TestTable.item("a", "b", "x");

        assertThat(TestTable.text(item)).isEqualTo("x");
        assertThat(TestTable.text(item)).isEqualTo("x");
    }

    @Test
    void theLimitsOfAnItemAreReadable() throws Exception {
        BigDecimal number = new BigDecimal("-1.2345678901234567890123456789012345678E-130");
        String name = "n".repeat(200_000);
        String text = "x".repeat(190_000);
        ItemSink sink = TABLE.backend().newSink();
        JsonGenerator generator = sink.generator();
        generator.writeStartObject();
        generator.writeFieldName("number");
        generator.writeNumber(number.toPlainString());
        generator.writeStringField(name, text);
        generator.writeFieldName("deep");
        for (int i = 0; i < 30; i++) {
            generator.writeStartArray();
        }
        for (int i = 0; i < 30; i++) {
            generator.writeEndArray();
        }
        generator.writeEndObject();
        ItemKey key = new ItemKey("USER#limits", "STORY#1");

        TABLE.put(new StoredItem(key, "v1", sink.finish()));

        try (JsonParser parser = TABLE.get("USER#limits", "STORY#1").data().parser()) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_NUMBER_FLOAT) {
                    assertThat(parser.getDecimalValue()).isEqualByComparingTo(number);
                } else if (token == JsonToken.VALUE_STRING) {
                    assertThat(parser.currentName()).isEqualTo(name);
                    assertThat(parser.getText()).isEqualTo(text);
                } else if (token == JsonToken.START_ARRAY) {
                    depth++;
                }
            }
            assertThat(depth).isEqualTo(30);
        }
    }

    @Test
    void aDocumentThatIsNullInAForeignTableHasNoFields() throws Exception {
        String name = TestDatabase.freshName();
        TABLE.jdbc()
                .execute("CREATE TABLE " + name
                        + " (pk TEXT, sk TEXT, schema_version TEXT, data JSONB, PRIMARY KEY (pk, sk))");
        TABLE.jdbc().execute("INSERT INTO " + name + " VALUES ('p', 's', NULL, NULL)");
        TestTable foreign = new TestTable(TABLE.backend(), TABLE.jdbc(), name);

        StoredItem got = foreign.get("p", "s");
        StoredItem read =
                foreign.pages(TestTable.partition("p", "")).get(0).items().get(0);

        for (StoredItem item : new StoredItem[] {got, read}) {
            try (JsonParser parser = item.data().parser()) {
                assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
                assertThat(parser.nextToken()).isEqualTo(JsonToken.END_OBJECT);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "has space", "quote\"d", "dollar$", "ümlaut", "semi;colon", "new\nline"})
    void aTableNameWithOtherCharactersIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.backend().checkTableName(name))
                .withMessageContaining("'" + name + "'")
                .withMessageContaining("1 to 63");
    }

    @Test
    void aTableNameHasAtMost63Characters() {
        TABLE.backend().checkTableName("x".repeat(63));

        assertThatIllegalArgumentException().isThrownBy(() -> TABLE.backend().checkTableName("x".repeat(64)));
    }

    @Test
    void theSchemaIsCheckedLikeATable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PostgresBackend(TABLE.jdbc(), "a\"; DROP TABLE x"))
                .withMessageContaining("schema");
    }
}
