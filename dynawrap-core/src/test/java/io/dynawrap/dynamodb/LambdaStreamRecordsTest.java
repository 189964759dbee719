package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.Identity;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import io.dynawrap.change.ChangeResult.Broken;
import io.dynawrap.change.ChangeResult.Changed;
import io.dynawrap.change.ChangeResult.KeysOnly;
import io.dynawrap.change.ItemChange;
import io.dynawrap.change.ItemChangeDispatcher;
import io.dynawrap.change.ItemChangeDispatcher.DispatchResult;
import io.dynawrap.change.ItemChangeReader;
import io.dynawrap.mapping.ItemCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;

class LambdaStreamRecordsTest {

    private static final Comment COMMENT = new Comment("johndoe", 1, "text");

    private final ItemChangeReader<DynamodbStreamRecord> reader = LambdaStreamRecords.reader(ItemCodec.create());
    private final List<Object> handled = new ArrayList<>();
    private final ItemChangeDispatcher<DynamodbStreamRecord> dispatcher = ItemChangeDispatcher.of(reader)
            .with(Comment.class, change -> handled.add(change.newItem().orElseThrow()))
            .with(
                    Story.class,
                    change -> handled.add(change.newItem().orElseThrow().title()));

    @Test
    void everyChangeIsReadAsTheSdksRecordsAre() {
        assertThat(reader.read(inserted("1", comment("text")), Comment.class))
                .isEqualTo(new Changed<>(new ItemChange.Inserted<>(COMMENT)));
        assertThat(reader.read(
                        record(
                                "MODIFY",
                                change("1", "COMMENT#1")
                                        .withOldImage(comment("old"))
                                        .withNewImage(comment("text"))),
                        Comment.class))
                .isEqualTo(new Changed<>(new ItemChange.Modified<>(
                        Optional.of(new Comment("johndoe", 1, "old")), Optional.of(COMMENT))));
    }

    @Test
    void anExpiredItemIsRecognised() {
        DynamodbStreamRecord expired = record("REMOVE", change("1", "COMMENT#1").withOldImage(comment("text")));
        expired.setUserIdentity(new Identity().withType("Service").withPrincipalId("dynamodb.amazonaws.com"));

        assertThat(reader.read(expired, Comment.class))
                .isEqualTo(new Changed<>(new ItemChange.Removed<>(COMMENT, true)));
    }

    @Test
    void aRecordWithoutImagesCarriesKeysOnlyAndAnEmptyOneIsBroken() {
        assertThat(reader.read(record("INSERT", change("1", "COMMENT#1")), Comment.class))
                .isInstanceOf(KeysOnly.class);
        assertThat(reader.read(new DynamodbStreamRecord(), Comment.class)).isInstanceOf(Broken.class);
        assertThat(reader.sequenceNumber(new DynamodbStreamRecord())).isEmpty();
    }

    @Test
    void attributesOfEveryTypeAreConverted() {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {9, 1, 2}, 1, 2);
        Map<String, AttributeValue> image = new HashMap<>();
        image.put("s", new AttributeValue().withS(""));
        image.put("n", new AttributeValue().withN("1"));
        image.put("b", new AttributeValue().withB(bytes));
        image.put("bool", new AttributeValue().withBOOL(false));
        image.put("null", new AttributeValue().withNULL(true));
        image.put("l", new AttributeValue().withL(List.of(new AttributeValue().withN("2"))));
        image.put("m", new AttributeValue().withM(Map.of("k", new AttributeValue().withS("v"))));
        image.put("ss", new AttributeValue().withSS(List.of("a")));
        image.put("ns", new AttributeValue().withNS(List.of("3")));
        image.put("bs", new AttributeValue().withBS(List.of(bytes)));
        image.put("none", new AttributeValue());
        image.put("absent", null);
        var change = new LambdaChangeRecord(record("INSERT", new StreamRecord().withNewImage(image)));

        var converted = change.newImage();

        SdkBytes expectedBytes = SdkBytes.fromByteArray(new byte[] {1, 2});
        assertThat(converted)
                .containsEntry("s", sdk().s("").build())
                .containsEntry("n", sdk().n("1").build())
                .containsEntry("b", sdk().b(expectedBytes).build())
                .containsEntry("bool", sdk().bool(false).build())
                .containsEntry("null", sdk().nul(true).build())
                .containsEntry("l", sdk().l(sdk().n("2").build()).build())
                .containsEntry("m", sdk().m(Map.of("k", sdk().s("v").build())).build())
                .containsEntry("ss", sdk().ss("a").build())
                .containsEntry("ns", sdk().ns("3").build())
                .containsEntry("bs", sdk().bs(expectedBytes).build())
                .containsEntry("none", sdk().build())
                .containsEntry("absent", sdk().build());
        assertThat(change.newImage()).as("converted once more").isEqualTo(converted);
    }

    @Test
    void aMixedStreamIsHandledInItsOrder() {
        DispatchResult result = dispatcher.dispatch(List.of(
                inserted("1", comment("text")),
                record("INSERT", change("2", "STORY#7").withNewImage(Map.of("title", new AttributeValue().withS("x")))),
                record("INSERT", change("3", "UNKNOWN#1"))));

        assertThat(handled).containsExactly(COMMENT, "x");
        assertThat(result.handled()).isEqualTo(2);
        assertThat(result.unmatched()).isEqualTo(1);
        assertThat(LambdaStreamRecords.response(result).getBatchItemFailures()).isEmpty();
    }

    @Test
    void theResponseNamesTheRecordThatFailed() {
        DispatchResult result = dispatcher.dispatch(List.of(
                inserted("1", comment("text")),
                inserted("2", Map.of("text", new AttributeValue().withL(List.of()))),
                inserted("3", comment("text"))));

        assertThat(handled).containsExactly(COMMENT);
        assertThat(LambdaStreamRecords.response(result).getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly("2");
    }

    @Test
    void theResponseNamesTheRecordThatCarriesKeysOnlyUnlessItsHandlerTakesThose() {
        DispatchResult result = dispatcher.dispatch(List.of(record("INSERT", change("5", "COMMENT#1"))));

        assertThat(LambdaStreamRecords.response(result).getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly("5");
    }

    @Test
    void aRecordWithoutSequenceNumberHasTheWholeBatchDeliveredAgain() {
        DispatchResult result =
                dispatcher.dispatch(List.of(inserted("1", comment("text")), new DynamodbStreamRecord()));

        assertThat(LambdaStreamRecords.response(result).getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly("");
    }

    private static software.amazon.awssdk.services.dynamodb.model.AttributeValue.Builder sdk() {
        return software.amazon.awssdk.services.dynamodb.model.AttributeValue.builder();
    }

    private static DynamodbStreamRecord inserted(String sequenceNumber, Map<String, AttributeValue> image) {
        return record("INSERT", change(sequenceNumber, "COMMENT#1").withNewImage(image));
    }

    private static DynamodbStreamRecord record(String event, StreamRecord change) {
        DynamodbStreamRecord record = new DynamodbStreamRecord();
        record.setEventName(event);
        record.setDynamodb(change);
        return record;
    }

    private static StreamRecord change(String sequenceNumber, String sortKey) {
        return new StreamRecord()
                .withSequenceNumber(sequenceNumber)
                .withKeys(Map.of(
                        "PK", new AttributeValue().withS("USER#johndoe"), "SK", new AttributeValue().withS(sortKey)));
    }

    private static Map<String, AttributeValue> comment(String text) {
        return Map.of(
                "owner", new AttributeValue().withS("johndoe"),
                "n", new AttributeValue().withN("1"),
                "text", new AttributeValue().withS(text));
    }
}
