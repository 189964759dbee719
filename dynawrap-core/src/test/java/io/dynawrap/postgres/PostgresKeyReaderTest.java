package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.GetAllRequest;
import io.dynawrap.spi.GetAllResult;
import io.dynawrap.spi.StoredItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An answer has at most about 16 MB of documents, whatever their sizes are. */
class PostgresKeyReaderTest {

    private static final int MB = 1 << 20;
    private static final TestTable TABLE = TestTable.create();

    private static GetAllResult read(List<ItemKey> keys) {
        return TABLE.backend().getAll(new GetAllRequest(TABLE.name(), keys, true, false));
    }

    private static List<ItemKey> fill(String partition, int items, String text) {
        List<StoredItem> stored = IntStream.range(0, items)
                .mapToObj(n -> TestTable.item(partition, String.format(Locale.ROOT, "%08d", n), text))
                .toList();
        for (int from = 0; from < items; from += 10) {
            TABLE.putAll(stored.subList(from, Math.min(items, from + 10)));
        }
        return stored.stream().map(StoredItem::key).toList();
    }

    private static String incompressible(int length) {
        return new Random(length)
                .ints(length, ' ', 0x7f)
                .filter(c -> c != '"' && c != '\\')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Reads until nothing is left unprocessed, and checks each answer. */
    private static int answers(List<ItemKey> keys) {
        List<ItemKey> read = new ArrayList<>();
        List<ItemKey> left = keys;
        int answers = 0;
        while (!left.isEmpty()) {
            GetAllResult result = read(left);
            assertThat(result.items()).isNotEmpty();
            long bytes = result.items().stream()
                    .mapToLong(item -> JsonItemData.bytesOf(item).length)
                    .sum();
            assertThat(bytes).isLessThan(17 * MB);
            result.items().forEach(item -> read.add(item.key()));
            left = result.unprocessed();
            answers++;
        }
        assertThat(read).containsExactlyInAnyOrderElementsOf(keys);
        return answers;
    }

    @Test
    void smallDocumentsAreOneAnswer() {
        assertThat(answers(fill("small", PostgresKeyReader.MAX_KEYS, "x".repeat(50))))
                .isEqualTo(1);
    }

    @Test
    void largeDocumentsAreSeveralAnswers() {
        assertThat(answers(fill("large", 120, incompressible(300_000)))).isEqualTo(3);
    }

    @Test
    void largeDocumentsThatTheTableHoldsCompressedAreSeveralAnswersToo() {
        assertThat(answers(fill("packed", 120, "abc ".repeat(75_000)))).isEqualTo(3);
    }

    @Test
    void aDocumentLargerThanAnAnswerIsReadAlone() {
        List<ItemKey> keys = new ArrayList<>(fill("huge", 1, incompressible(17 * MB)));
        keys.addAll(fill("beside", 3, incompressible(6 * MB)));
        GetAllResult first = read(keys);
        assertThat(first.items()).extracting(StoredItem::key).containsExactly(keys.get(0));
        assertThat(first.unprocessed()).isEqualTo(keys.subList(1, 4));
    }

    @Test
    void aRowWithoutADocumentIsAnItemWithoutFields() {
        TABLE.jdbc().execute("ALTER TABLE " + TABLE.name() + " ALTER COLUMN data DROP NOT NULL");
        TABLE.jdbc().update("INSERT INTO " + TABLE.name() + " (pk, sk) VALUES ('null', '1')");
        assertThat(read(List.of(new ItemKey("null", "1"), new ItemKey("null", "2")))
                        .items())
                .singleElement()
                .satisfies(item ->
                        assertThat(new String(JsonItemData.bytesOf(item))).isEqualTo("{}"));
    }

    @Test
    void keysAreComparedAsTextsInATableOfAnotherCollationToo() {
        TestTable python = TestTable.createAsPythonDoes();
        python.put("ä", "1", "one");
        python.put("a", "É", "two");
        GetAllResult result = python.backend()
                .getAll(new GetAllRequest(
                        python.name(),
                        List.of(new ItemKey("a", "É"), new ItemKey("a", "e"), new ItemKey("ä", "1")),
                        true,
                        false));
        assertThat(result.items()).extracting(TestTable::text).containsExactlyInAnyOrder("one", "two");
    }
}
