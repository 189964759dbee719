package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dynawrap.DbItem;
import io.dynawrap.ItemQuery;
import io.dynawrap.OnError;
import io.dynawrap.UnreadableItemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

abstract class UnreadableContract extends Contract {

    @BeforeEach
    void saveTwoAndOneThatCannotBeRead() {
        saveStories("1", "3");
        database.putRaw(
                table, "USER#" + owner, "STORY#2", null, "{\"owner\": {\"no\": \"text\"}, \"content\": \"secret\"}");
    }

    private ItemQuery<Story> stories() {
        return store.query(Story.class, partition());
    }

    private static List<ILoggingEvent> logged(Runnable reading) {
        Logger logger = (Logger) LoggerFactory.getLogger("io.dynawrap.ItemQuery");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
        try {
            reading.run();
        } finally {
            logger.detachAppender(log);
            logger.setAdditive(true);
        }
        return log.list;
    }

    @Test
    void byDefaultAQueryLogsModelAndKeyAndGoesOn() {
        List<ILoggingEvent> log = logged(() -> assertThat(ids(stories().list())).containsExactly("1", "3"));
        assertThat(log).hasSize(1);
        assertThat(log.get(0).getLevel()).isEqualTo(Level.WARN);
        assertThat(log.get(0).getFormattedMessage())
                .isEqualTo("The item at 'USER#" + owner + "', 'STORY#2' cannot be read as Story. It is skipped."
                        + " Failed at: /owner");
    }

    @DbItem(pk = "COUNTS#{owner}", sk = "{id}")
    record Counts(String owner, String id, Map<String, Integer> counts) {}

    @Test
    void keysAndNamesMakeNoLinesOfTheLog() {
        String id = "1\r\nWARN forged\u2028\u202e\u001b[31m";
        String json = "{\"owner\": \"%s\", \"id\": \"1\", \"counts\": {\"a\\nWARN forged\": \"secret\"}}";
        database.putRaw(table, "COUNTS#" + owner, id, null, json.formatted(owner));
        ItemQuery<Counts> query = store.query(Counts.class, partition());

        List<ILoggingEvent> log = logged(() -> assertThat(query.list()).isEmpty());

        String message = "The item at 'COUNTS#" + owner + "', '1\\u000d\\u000aWARN forged\\u2028\\u202e\\u001b[31m'"
                + " cannot be read as Counts.";
        assertThat(log).hasSize(1);
        assertThat(log.get(0).getFormattedMessage())
                .isEqualTo(message + " It is skipped. Failed at: /counts/a\\u000aWARN forged");
        assertThat(log.get(0).getThrowableProxy()).isNull();
        assertThatThrownBy(() -> query.onError(OnError.RAISE).list()).hasMessage(message);
        assertThatThrownBy(() -> store.get(Counts.class, partition().and("id", id)))
                .hasMessage(message);
    }

    @Test
    void skipGoesOnSilently() {
        assertThat(ids(stories().onError(OnError.SKIP).list())).containsExactly("1", "3");
    }

    @Test
    void raiseThrowsWhenItComesToTheItem() {
        List<Story> seen = new java.util.ArrayList<>();
        assertThatThrownBy(() -> stories().onError(OnError.RAISE).stream().forEach(seen::add))
                .isInstanceOf(UnreadableItemException.class)
                .hasMessageContaining("Story")
                .hasMessageContaining("STORY#2")
                .hasMessageNotContaining("secret");
        assertThat(ids(seen)).containsExactly("1");
    }

    @Test
    void getAlwaysRaisesForEmptyMeansAbsent() {
        assertThatThrownBy(() -> store.get(Story.class, key("2"))).isInstanceOf(UnreadableItemException.class);
    }

    @Test
    void aScanObeysTheSameSettings() {
        ItemQuery<Story> scan = store.scan(Story.class, partition()).consistentReads(true);
        assertThat(ids(scan.onError(OnError.SKIP).list())).containsExactlyInAnyOrder("1", "3");
        assertThatThrownBy(() -> scan.onError(OnError.RAISE).list()).isInstanceOf(UnreadableItemException.class);
    }

    @Test
    void itCanStillBeReplacedAndDeleted() {
        store.save(story("2"));
        assertThat(ids(stories().onError(OnError.RAISE).list())).containsExactly("1", "2", "3");
    }
}
