package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.spi.TableSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveResponse;

/** Time to Live on DynamoDB Local, and the answers of a stub where Local refuses nothing. */
@ExtendWith(LocalDynamoDb.class)
class TimeToLiveTest {

    @DbItem(pk = "A#{id}", sk = "A", table = "sessions")
    record Session(String id, @ExpiresAt Instant end) {}

    private final DynamoDbClient client = LocalDynamoDb.client();
    private final DynamoDbBackend backend = new DynamoDbBackend(client);
    private final String table = LocalDynamoDb.newTableName();

    private TimeToLiveDescription found() {
        return client.describeTimeToLive(request -> request.tableName(table)).timeToLiveDescription();
    }

    @Test
    void aNewTableHasIt() {
        backend.createTable(new TableSpec(table, "end", false));

        assertThat(found().timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
        assertThat(found().attributeName()).isEqualTo("end");
        assertThat(warnings(() -> backend.createTable(new TableSpec(table, "end", false))))
                .isEmpty();
    }

    @Test
    void theStoreNamesTheFieldOfItsModels() {
        DefaultItemStore store =
                DefaultItemStore.builder(backend).tableNames(name -> table).build();
        store.register(List.of(Session.class));

        store.table("sessions").createTable();

        assertThat(found().attributeName()).isEqualTo("end");
    }

    @Test
    void aTableWithoutExpiringModelsHasNot() {
        backend.createTable(new TableSpec(table));

        assertThat(found().timeToLiveStatus()).isEqualTo(TimeToLiveStatus.DISABLED);
    }

    @Test
    void anExistingTableIsReportedWithTheCommandAndNotChanged() {
        backend.createTable(new TableSpec(table));

        assertThat(warnings(() -> backend.createTable(new TableSpec(table, "end", false))))
                .singleElement()
                .asString()
                .contains("aws dynamodb update-time-to-live --table-name " + table
                        + " --time-to-live-specification \"Enabled=true,AttributeName=end\"")
                .contains("dynawrap.update-tables=true");
        assertThat(found().timeToLiveStatus()).isEqualTo(TimeToLiveStatus.DISABLED);
    }

    @Test
    void anExistingTableIsChangedIfTheSpecificationSaysSo() {
        backend.createTable(new TableSpec(table));
        backend.createTable(new TableSpec(table, "end", true));

        assertThat(found().attributeName()).isEqualTo("end");
        assertThat(found().timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
    }

    @Test
    void anotherAttributeIsNeverChangedAndAnError() {
        backend.createTable(new TableSpec(table, "expires", false));

        for (boolean update : new boolean[] {false, true}) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> backend.createTable(new TableSpec(table, "end", update)))
                    .withMessageContaining("'expires'")
                    .withMessageContaining("'end'")
                    .matches(e -> e.problem() == StoreProblem.TABLE_UNUSABLE && !e.isTransient());
        }
        assertThat(found().attributeName()).isEqualTo("expires");
    }

    @Test
    void theServiceSweepsItself() {
        DefaultItemStore store =
                DefaultItemStore.builder(backend).tableNames(name -> table).build();
        store.register(List.of(Session.class));
        store.table("sessions").createTable();

        assertThat(store.admin().sweepExpired("sessions", 100, Duration.ofMinutes(1)))
                .isEqualTo(new StoreAdmin.Sweep(0, StoreAdmin.Sweep.End.BY_DATABASE));
    }

    /** A table that exists, whose Time to Live the test answers for. */
    private static class Answering implements DynamoDbClient {

        private final List<TimeToLiveDescription> answers;
        private int described;
        private int updated;

        Answering(TimeToLiveDescription... answers) {
            this.answers = List.of(answers);
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}

        @Override
        public DescribeTableResponse describeTable(DescribeTableRequest request) {
            return DescribeTableResponse.builder()
                    .table(table -> table.tableStatus(TableStatus.ACTIVE)
                            .attributeDefinitions(
                                    AttributeDefinition.builder()
                                            .attributeName("PK")
                                            .attributeType(ScalarAttributeType.S)
                                            .build(),
                                    AttributeDefinition.builder()
                                            .attributeName("SK")
                                            .attributeType(ScalarAttributeType.S)
                                            .build())
                            .keySchema(
                                    KeySchemaElement.builder()
                                            .attributeName("PK")
                                            .keyType(KeyType.HASH)
                                            .build(),
                                    KeySchemaElement.builder()
                                            .attributeName("SK")
                                            .keyType(KeyType.RANGE)
                                            .build()))
                    .build();
        }

        @Override
        public DescribeTimeToLiveResponse describeTimeToLive(DescribeTimeToLiveRequest request) {
            if (answers.isEmpty()) {
                throw refusal("AccessDeniedException");
            }
            return DescribeTimeToLiveResponse.builder()
                    .timeToLiveDescription(answers.get(described++))
                    .build();
        }

        @Override
        public UpdateTimeToLiveResponse updateTimeToLive(UpdateTimeToLiveRequest request) {
            updated++;
            throw update();
        }

        RuntimeException update() {
            return refusal("AccessDeniedException");
        }
    }

    private static DynamoDbException refusal(String code) {
        return (DynamoDbException) DynamoDbException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("refused")
                        .build())
                .build();
    }

    private static TimeToLiveDescription state(TimeToLiveStatus status, String attribute) {
        return TimeToLiveDescription.builder()
                .timeToLiveStatus(status)
                .attributeName(attribute)
                .build();
    }

    @Test
    void withoutTheRightToDescribeItIsAWarning() {
        Answering denied = new Answering();

        assertThat(warnings(() -> new DynamoDbBackend(denied).createTable(new TableSpec("table", "end", true))))
                .singleElement()
                .asString()
                .contains("dynamodb:DescribeTimeToLive", "aws dynamodb update-time-to-live");
        assertThat(denied.updated).isZero();
    }

    @Test
    void withoutTheRightToUpdateItIsAWarning() {
        Answering denied = new Answering(state(TimeToLiveStatus.DISABLED, null));

        assertThat(warnings(() -> new DynamoDbBackend(denied).createTable(new TableSpec("table", "end", true))))
                .singleElement()
                .asString()
                .contains("dynamodb:UpdateTimeToLive", "aws dynamodb update-time-to-live");
        assertThat(denied.updated).isOne();
    }

    @Test
    void anotherInstanceMayBeFirst() {
        Answering raced =
                new Answering(state(TimeToLiveStatus.DISABLED, null), state(TimeToLiveStatus.ENABLING, "end")) {
                    @Override
                    RuntimeException update() {
                        return refusal("ValidationException");
                    }
                };

        assertThat(warnings(() -> new DynamoDbBackend(raced).createTable(new TableSpec("table", "end", true))))
                .isEmpty();
        assertThat(raced.described).isEqualTo(2);
    }

    @Test
    void anUpdateThatFailsOtherwiseIsAnError() {
        Answering failing =
                new Answering(state(TimeToLiveStatus.DISABLED, null), state(TimeToLiveStatus.DISABLED, null)) {
                    @Override
                    RuntimeException update() {
                        return refusal("ValidationException");
                    }
                };

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> new DynamoDbBackend(failing).createTable(new TableSpec("table", "end", true)))
                .withMessageContaining("UpdateTimeToLive");
    }

    @Test
    void whileItIsSwitchedOffItCannotBeSwitchedOn() {
        Answering disabling = new Answering(state(TimeToLiveStatus.DISABLING, "end"));

        assertThat(warnings(() -> new DynamoDbBackend(disabling).createTable(new TableSpec("table", "end", true))))
                .singleElement()
                .asString()
                .contains("DISABLING");
        assertThat(disabling.updated).isZero();
    }

    private static List<String> warnings(Runnable action) {
        Logger logger = (Logger) LoggerFactory.getLogger(TimeToLive.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
        try {
            action.run();
        } finally {
            logger.detachAppender(appender);
            logger.setAdditive(true);
        }
        return appender.list.stream()
                .filter(event -> event.getLevel().levelStr.equals("WARN"))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
