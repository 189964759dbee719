package io.dynawrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dynawrap.BatchWriteException.UndeletedKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An exception that was serialized, as by a remote call, loses its items, and says so instead of having none. */
class SerializedExceptionsTest {

    @Test
    void unwrittenItemsAreNotReportedAsEmptyOrNull() throws Exception {
        UndeletedKey key = new UndeletedKey(String.class, KeyValues.of("id", "1"));
        BatchWriteException thrown = new BatchWriteException("lost", List.of("item"), List.of(key), 3, null);
        assertThat(thrown.unwrittenItems()).containsExactly("item");
        assertThat(thrown.undeletedKeys()).containsExactly(key);

        BatchWriteException received = serialized(thrown);

        assertThat(received.written()).isEqualTo(3);
        assertThat(received.problem()).isEqualTo(StoreProblem.THROTTLED);
        assertThat(received.isTransient()).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(received::unwrittenItems)
                .withMessageContaining("were not serialized");
        assertThatIllegalStateException().isThrownBy(received::undeletedKeys).withMessageContaining("undeletedKeys()");
        assertThatIllegalStateException().isThrownBy(received::remaining);
    }

    @Test
    void thePageBeforeAnUnreadableItemIsNotReportedAsTheLast() throws Exception {
        UnreadableItemException received =
                serialized(new UnreadableItemException("bad", "/title", null, new Page<>(List.of("before"), "cursor")));

        assertThat(received.path()).contains("/title");
        assertThatIllegalStateException().isThrownBy(received::itemsBefore);
        assertThatIllegalStateException().isThrownBy(received::nextCursor);
    }

    @Test
    void anUnreadableItemOutsideOfAPageHasNoItemsBefore() throws Exception {
        UnreadableItemException received = serialized(new UnreadableItemException("bad", null, null, null));

        assertThat(received.itemsBefore()).isEmpty();
        assertThat(received.nextCursor()).isNull();
    }

    @Test
    void theItemThatRefusedAWriteIsNotReportedAsAbsent() throws Exception {
        StaleItemException thrown = new StaleItemException("changed", model -> "current");
        assertThat(thrown.current(String.class)).contains("current");

        StaleItemException received = serialized(thrown);

        assertThat(received).hasMessage("changed");
        assertThatIllegalStateException()
                .isThrownBy(() -> received.current(String.class))
                .withMessageContaining("not serialized");
        assertThat(serialized(new StaleItemException("deleted", null)).current(String.class))
                .isEmpty();
    }

    @Test
    void theFieldThatCannotBeUpdatedIsSerialized() throws Exception {
        InapplicableUpdateException received =
                serialized(new InapplicableUpdateException("no number", "likes", model -> "current"));
        assertThat(received.field()).contains("likes");
        assertThatIllegalStateException().isThrownBy(() -> received.current(String.class));
    }

    @Test
    void theReasonsOfATransactionStayInOrder() throws Exception {
        TransactionFailedException received = serialized(new TransactionFailedException(
                List.of(Optional.empty(), Optional.of(new StaleItemException("changed", model -> "current")))));

        assertThat(received.reasons()).hasSize(2);
        assertThat(received.reasons().get(0)).isEmpty();
        assertThat(received.reasons().get(1).orElseThrow()).isInstanceOf(StaleItemException.class);
        assertThatIllegalStateException()
                .isThrownBy(() -> received.reasons().get(1).orElseThrow().current(String.class));
    }

    @SuppressWarnings("unchecked")
    private static <T> T serialized(T object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }
}
