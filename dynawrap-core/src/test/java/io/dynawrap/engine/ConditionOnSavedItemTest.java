package io.dynawrap.engine;

import static io.dynawrap.Condition.field;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.dynawrap.Condition;
import io.dynawrap.DbItem;
import io.dynawrap.dynamodb.ConditionsOnDynamoDb;
import io.dynawrap.engine.ConditionBinderTest.Address;
import io.dynawrap.engine.ConditionBinderTest.Card;
import io.dynawrap.engine.ConditionBinderTest.Level;
import io.dynawrap.engine.ConditionBinderTest.Payment;
import io.dynawrap.engine.ConditionBinderTest.Status;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.postgres.ConditionsOnPostgres;
import io.dynawrap.spi.BoundCondition;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Operands have the form in which an item of the model is stored, for values of all types and on both databases. */
class ConditionOnSavedItemTest {

    private static final String TABLE = "conditions-on-saved";
    private static final Instant TIME = Instant.parse("2026-11-23T19:40:23.5Z");

    @DbItem(pk = "p", sk = "{n}")
    record Everything(
            int n,
            @Nullable String title,
            Long likes,
            BigDecimal price,
            double rate,
            float ratio,
            Boolean draft,
            char letter,
            Status status,
            Level level,
            UUID uuid,
            Instant at,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant epoch,
            Date date,
            LocalDate day,
            YearMonth month,
            LocalDateTime local,
            OffsetDateTime zoned,
            Duration duration,
            Optional<Instant> note,
            OptionalInt whole,
            OptionalLong big,
            OptionalDouble part,
            byte[] photo,
            List<byte[]> photos,
            Map<String, byte[]> photosByName,
            int[] numbers,
            List<String> tags,
            Set<Status> states,
            Map<String, List<Integer>> counts,
            Address address,
            Payment payment) {}

    private static Everything everything(int n, @Nullable String title) {
        return new Everything(
                n,
                title,
                10L,
                new BigDecimal("1.50"),
                0.1,
                0.1f,
                true,
                'x',
                Status.DRAFT,
                Level.HIGH,
                UUID.fromString("00000000-0000-0001-0000-000000000002"),
                TIME,
                TIME,
                Date.from(TIME),
                LocalDate.of(2026, 11, 23),
                YearMonth.of(2026, 11),
                LocalDateTime.of(2026, 11, 23, 19, 40),
                OffsetDateTime.parse("2026-11-23T20:40:23+01:00"),
                Duration.ofMillis(1500),
                Optional.of(TIME),
                OptionalInt.of(3),
                OptionalLong.of(4),
                OptionalDouble.of(1.5),
                new byte[] {-1, 0},
                List.of(new byte[] {1}, new byte[] {-1, 0}),
                Map.of("a", new byte[] {1}),
                new int[] {1, 2},
                List.of("b", "a"),
                Set.of(Status.DRAFT, Status.PUBLISHED),
                Map.of("x", List.of(1, 2)),
                new Address("Rome", TIME),
                new Card("1"));
    }

    private final ConditionsOnDynamoDb dynamoDb = new ConditionsOnDynamoDb(TABLE);
    private final ConditionsOnPostgres postgres = new ConditionsOnPostgres(TABLE);

    private void save(Everything item) {
        new DefaultItemStore(dynamoDb.backend()).table(TABLE).save(item);
        new DefaultItemStore(postgres.backend()).table(TABLE).save(item);
    }

    private void check(Everything item, Condition condition, boolean expected) {
        BoundCondition bound = ConditionBinder.bind(ItemType.of(Everything.class), condition, null);
        String sortKey = Integer.toString(item.n());
        assertThat(List.of(
                        dynamoDb.query(bound).contains(sortKey),
                        dynamoDb.scan(bound).contains(sortKey),
                        postgres.query(List.of(bound)).get(0).contains(sortKey)))
                .as("query, scan, PostgreSQL: %s", condition)
                .containsOnly(expected);
    }

    @Test
    void everyFieldIsEqualToItsValue() throws ReflectiveOperationException {
        Everything item = everything(1, "a");
        save(item);
        for (var component : Everything.class.getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            Object value = component.getAccessor().invoke(item);
            check(item, field(component.getName()).is(value), true);
            check(item, field(component.getName()).isIn(value), true);
            check(item, field(component.getName()).isNot(value), false);
        }
        check(item, field("whole").is(3), true);
        check(item, field("whole").atLeast(OptionalInt.of(4)), false);
        check(item, field("big").lessThan(5), true);
        check(item, field("part").greaterThan(1), true);
        check(item, field("address", "since").is(TIME), true);
        check(item, field("photosByName", "a").is(new byte[] {1}), true);
        check(item, field("photos").contains(new byte[] {-1, 0}), true);
        check(item, field("numbers").contains(2), true);
        check(item, field("states").contains(Status.PUBLISHED), true);
        check(item, field("letter").lessThan('y'), true);
        check(item, field("date").atMost(Date.from(TIME)), true);
        check(item, field("month").greaterThan(YearMonth.of(2026, 10)), true);
    }

    @Test
    void anItemIsUnchangedUntilAnotherIsSaved() {
        for (String title : new String[] {"a", null}) {
            Everything item = everything(title == null ? 2 : 3, title);
            save(item);
            check(item, Condition.unchanged(item), true);
            save(everything(item.n(), "b"));
            check(item, Condition.unchanged(item), false);
        }
    }
}
