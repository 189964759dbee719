package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.dynawrap.DbItem;
import io.dynawrap.UnreadableItemException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the causes of an exception hold of a stored value. */
class ReadFailureTest {

    @DbItem(pk = "V", sk = "V")
    static final class Values {
        public int number;
        public LocalDate day;
        public UUID id;
        public Map<Integer, String> map;
        public Guarded guarded;

        @JsonDeserialize(using = Own.class)
        public Object own;

        private String text;

        public String getText() {
            return text;
        }

        public void setText(String text) {
            throw new IllegalArgumentException("text must not be '" + text + "'");
        }
    }

    record Guarded(String title) {
        Guarded {
            LocalDate.parse(title);
        }
    }

    static final class Own extends JsonDeserializer<Object> {
        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            throw new IllegalStateException("not wanted");
        }
    }

    private static UnreadableItemException failure(String json) {
        return catchThrowableOfType(UnreadableItemException.class, () -> PlainJson.read(Values.class, json));
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"number\":\"s3cret\"}",
                "{\"number\":47114711471147114711}",
                "{\"day\":\"s3cret\"}",
                "{\"id\":\"s3cret-s3cret-s3cret-s3cret-s3cretxyz\"}",
                "{\"map\":{\"5\":{\"s3cret\":1}}}",
                "{\"number\":s3cret}",
                "{\"number\":1,\"s3cret"
            })
    void noCauseQuotesTheValue(String json) {
        UnreadableItemException thrown = failure(json);

        assertThat(trace(thrown)).doesNotContain("s3cret", "4711").contains("Caused by", "com.fasterxml.jackson");
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            assertThat(cause).isNotInstanceOf(JacksonException.class).isInstanceOf(ReadFailure.class);
            assertThat(cause.getStackTrace()).isNotEmpty();
        }
    }

    @Test
    void causeNamesTheTypeAndTheExceptionOfJackson() {
        assertThat(failure("{\"number\":\"s3cret\"}").getCause())
                .hasMessage("the stored value cannot be read as int (MismatchedInputException)");
    }

    @Test
    void wordsOfTheModelsOwnCodeAreItsOwn() {
        assertThat(failure("{\"text\":\"abc\"}"))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("text must not be 'abc'");
        assertThat(failure("{\"own\":1}")).rootCause().hasMessage("not wanted");
        assertThatExceptionOfType(UnreadableItemException.class)
                .isThrownBy(() -> PlainJson.read(Values.class, "{\"guarded\":{\"title\":\"abc\"}}"))
                .havingRootCause()
                .withMessageContaining("'abc'");
    }
}
