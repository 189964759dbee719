package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynawrap.DbItem;
import io.dynawrap.UnreadableItemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored data that is nested deeper than anything that was written here. */
class DeepValuesTest {

    /** A model that is nested in itself, read by as many calls as its data is deep. */
    @DbItem(pk = "V", sk = "V")
    record Node(
            @Nullable Node child,
            @Nullable Object any,
            @Nullable String end) {}

    private static String nested(String field, int levels) {
        return ("{\"" + field + "\":").repeat(levels) + "{\"end\":\"x\"}" + "}".repeat(levels);
    }

    @Test
    void dataOfOtherWritersMayBeNestedDeep() {
        Node node = PlainJson.read(Node.class, nested("child", 199));
        int depth = 0;
        for (Node next = node; next.child() != null; next = next.child()) {
            depth++;
        }
        assertThat(depth).isEqualTo(199);
    }

    @ParameterizedTest
    @ValueSource(strings = {"child", "any"})
    void dataThatIsNestedWithoutEndIsUnreadable(String field) {
        for (int levels : List.of(200, 999, 100_000)) {
            assertThatExceptionOfType(UnreadableItemException.class)
                    .as("%d levels", levels)
                    .isThrownBy(() -> PlainJson.read(Node.class, nested(field, levels)));
        }
    }

    @Test
    void unknownFieldsMayBeNestedAsDeep() {
        Node node = PlainJson.read(Node.class, "{\"unknown\":" + nested("unknown", 198) + ",\"end\":\"x\"}");
        assertThat(node).isEqualTo(new Node(null, null, "x"));
    }
}
