package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dynawrap.DbItem;
import io.dynawrap.KeyValues;
import io.dynawrap.mapping.ItemType;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StoreDescriptionTest {

    @DbItem(pk = "USER#{owner}", sk = "STORY#{day}#{n:05}", table = "stories")
    record Story(int n, LocalDate day, String owner, String title) {}

    @DbItem(pk = "USER#{owner}", sk = "NOTE#{id}", table = "stories")
    record Note(String owner, long id) {}

    @DbItem(pk = "DAY#{day}", sk = "EVENT", table = "events")
    record Event(LocalDate day) {}

    @DbItem(pk = "GUEST#{guest}", sk = "VISIT#{visit}")
    record Visit(String guest, String visit) {}

    private final DefaultItemStore store = DefaultItemStore.builder(new FaultyBackend())
            .tableNames(name -> "dev-" + name)
            .build();

    @Test
    void aStoreDescribesTheModelsThatWereRegistered() {
        store.register(List.of(Story.class, Visit.class, Note.class, Event.class));
        assertThat(described()).containsExactly("events=dev-events [Event]", "stories=dev-stories [Note, Story]");
        assertThat(store.admin().describe().backend()).isEqualTo("faulty");
        assertThat(store.admin().describe().modelsWithoutTable())
                .extracting(ItemType::name)
                .containsExactly("Visit");
    }

    @Test
    void aModelAppearsInTheTableWhereItIsUsedFirst() {
        store.table("guests").query(Visit.class, KeyValues.of("guest", "joe"));
        store.query(Event.class, KeyValues.of("day", LocalDate.EPOCH));
        assertThat(described()).containsExactly("events=dev-events [Event]", "guests=dev-guests [Visit]");
        assertThat(store.admin().describe().modelsWithoutTable()).isEmpty();
    }

    @Test
    void aTableThatNoModelIsInIsNotDescribed() {
        store.table("empty");
        assertThat(described()).isEmpty();
    }

    @Test
    void theFieldsOfAKeyComeInTheOrderOfThePatternsWithTheirTypes() {
        assertThat(ItemType.of(Story.class).keys().fieldTypes().entrySet())
                .extracting(field -> field.getKey() + " " + field.getValue().getSimpleName())
                .containsExactly("owner String", "day LocalDate", "n int");
    }

    @DbItem(pk = "CUSTOMER#{customer}", sk = "ORDER#{order}", table = "orders")
    record Purchase(String customer, String order) {}

    @DbItem(pk = "CUSTOMER#{customer}", sk = "ORDER#{order}#LINE#{line}", table = "orders")
    record Line(String customer, String order, int line) {}

    @Test
    void modelsWhoseItemsStandBetweenThoseOfAnotherGetAWarning() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(StoreTables.class);
        logger.addAppender(log);
        try {
            store.register(List.of(Story.class, Note.class, Line.class, Purchase.class));
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Items of Line ('CUSTOMER#{customer}', 'ORDER#{order}#LINE#{line}') are between the items of"
                                + " Purchase ('CUSTOMER#{customer}', 'ORDER#{order}') in the table 'orders', so a query for Purchase"
                                + " reads them too. Start the sort key of one of them with another literal.");
    }

    private List<String> described() {
        return store.admin().describe().tables().stream()
                .map(table -> table.name() + "=" + table.physicalName() + " "
                        + table.models().stream().map(ItemType::name).toList())
                .toList();
    }
}
