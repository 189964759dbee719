package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dynawrap.ItemQuery;
import io.dynawrap.OnError;
import io.dynawrap.UnreadableItemException;
import java.util.List;
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

    @Test
    void byDefaultAQueryLogsModelAndKeyAndGoesOn() {
        Logger logger = (Logger) LoggerFactory.getLogger("io.dynawrap.ItemQuery");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
        try {
            assertThat(ids(stories().list())).containsExactly("1", "3");
        } finally {
            logger.detachAppender(log);
            logger.setAdditive(true);
        }
        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getLevel()).isEqualTo(Level.WARN);
        assertThat(log.list.get(0).getFormattedMessage())
                .contains("Story", "USER#" + owner, "STORY#2", "owner")
                .doesNotContain("secret");
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
