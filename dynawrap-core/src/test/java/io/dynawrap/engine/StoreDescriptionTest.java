package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dynawrap.DbItem;
import io.dynawrap.KeyValues;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

    sealed interface OfGuest permits Arrival, Departure {}

    /** Cannot be queried, because one of its types is no model. */
    sealed interface Anything permits Arrival, Other {}

    record Other() implements Anything {}

    @DbItem(pk = "GUEST#{guest}", sk = "ARRIVAL", table = "guests")
    record Arrival(String guest) implements OfGuest, Anything {}

    @DbItem(pk = "GUEST#{guest}", sk = "DEPARTURE", table = "guests")
    record Departure(String guest) implements OfGuest {}

    @DbItem(pk = "GUEST#{guest}", sk = "ARRIVAL", table = "guests", viewOf = Arrival.class)
    record AnArrival(String guest) {}

    @Test
    void aSealedInterfaceIsInATableWithAllOfItsModels() {
        store.register(List.of(Arrival.class));
        assertThat(store.admin().describe().tables().get(0).sealedInterfaces()).isEmpty();
        store.register(List.of(OfGuest.class));
        assertThat(store.admin().describe().tables().get(0).sealedInterfaces())
                .singleElement()
                .satisfies(collection -> {
                    assertThat(collection.type()).isEqualTo(OfGuest.class);
                    assertThat(collection.models()).extracting(ItemType::name).containsExactly("Arrival", "Departure");
                });
    }

    @Test
    void theModelOfAnItemIsFoundByItsKeyAndIsNotAView() {
        store.register(List.of(AnArrival.class, OfGuest.class));
        StoreDescription.Table table = store.admin().describe().tables().get(0);
        assertThat(table.models()).extracting(ItemType::name).containsExactly("AnArrival", "Arrival", "Departure");
        assertThat(table.modelOf(new ItemKey("GUEST#joe", "ARRIVAL")))
                .map(ItemType::name)
                .contains("Arrival");
        assertThat(table.modelOf(new ItemKey("GUEST#joe", "DEPARTURE")))
                .map(ItemType::name)
                .contains("Departure");
        assertThat(table.modelOf(new ItemKey("GUEST#joe", "ARRIVAL#2"))).isEmpty();
    }

    private enum Colour {
        RED
    }

    @DbItem(pk = "P#{text}#{n:08}#{digit:01}", sk = "S#{i}#{b}#{c}#{id}#{at}#{day}#{month}")
    record Typed(
            String text,
            int n,
            long digit,
            int i,
            boolean b,
            Colour c,
            UUID id,
            Instant at,
            LocalDate day,
            YearMonth month) {}

    @Test
    void eachFieldOfAKeyHasAnExampleThatAKeyCanHold() {
        ItemType<Typed> type = ItemType.of(Typed.class);
        Map<String, String> examples = type.keys().exampleTexts();
        assertThat(examples.entrySet())
                .extracting(Object::toString)
                .containsExactly(
                        "text=",
                        "n=00000042",
                        "digit=4",
                        "i=42",
                        "b=true",
                        "c=RED",
                        "id=123e4567-e89b-12d3-a456-426614174000",
                        "at=2026-01-31T09:30:00.000000000Z",
                        "day=2026-01-31",
                        "month=2026-01");
        Map<String, Object> values = new LinkedHashMap<>(examples);
        values.put("text", "any");
        assertThat(type.parse(type.key(KeyValues.byFieldName(values)))).isPresent();
    }

    private List<String> described() {
        return store.admin().describe().tables().stream()
                .map(table -> table.name() + "=" + table.physicalName() + " "
                        + table.models().stream().map(ItemType::name).toList())
                .toList();
    }
}
