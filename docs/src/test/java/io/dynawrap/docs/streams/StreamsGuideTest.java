package io.dynawrap.docs.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Answers.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.change.ChangeResult;
import io.dynawrap.change.ItemChangeReader;
import io.dynawrap.dynamodb.DynamoDbStreamReader;
import io.dynawrap.mapping.ItemCodec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;

@ExtendWith(OutputCaptureExtension.class)
class StreamsGuideTest {

    @Test
    void theFunctionHandlesEachStoryAndNamesTheRecordThatFailed(CapturedOutput output) {
        DynamodbEvent event = new DynamodbEvent();
        event.setRecords(List.of(
                inserted("1", new AttributeValue().withS("A story")),
                inserted("2", new AttributeValue().withL(List.of()))));

        StreamsEventResponse response =
                new StoryChanges().handleRequest(event, mock(Context.class, RETURNS_DEEP_STUBS));

        assertThat(response.getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly("2");
        assertThat(output.getOut().lines()).containsOnlyOnce("new: A story");
    }

    @Test
    void aRecordIsReadByItself(CapturedOutput output) {
        readOne(Map.of("title", text("A story")), text("STORY#1234"));
        readOne(Map.of(), text("STORY#1234"));
        readOne(Map.of("title", text("A comment")), text("COMMENT#1"));

        assertThat(output.getOut().lines().filter(line -> !line.isBlank()))
                .containsExactly("A story", "INSERTED {owner=johndoe, storyId=1234}");
        assertThatThrownBy(() -> readOne(
                        Map.of("title", software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL(List.of())),
                        text("STORY#1234")))
                .isInstanceOf(UnreadableItemException.class);
    }

    private static void readOne(
            Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> image,
            software.amazon.awssdk.services.dynamodb.model.AttributeValue sortKey) {
        Record streamRecord = Record.builder()
                .eventName(OperationType.INSERT)
                .dynamodb(change -> change.keys(Map.of("PK", text("USER#johndoe"), "SK", sortKey))
                        .newImage(image.isEmpty() ? null : image))
                .build();

        ItemChangeReader<Record> reader = DynamoDbStreamReader.of(ItemCodec.create());

        ChangeResult<Story> result = reader.read(streamRecord, Story.class);
        if (result instanceof ChangeResult.Changed<Story> changed) {
            changed.change().newItem().ifPresent(story -> System.out.println(story.title()));
        } else if (result instanceof ChangeResult.KeysOnly<Story> keysOnly) {
            System.out.println(keysOnly.kind() + " " + keysOnly.key());
        } else if (result instanceof ChangeResult.Broken<Story> broken) {
            throw broken.error();
        }
    }

    private static DynamodbStreamRecord inserted(String sequenceNumber, AttributeValue title) {
        DynamodbStreamRecord inserted = new DynamodbStreamRecord();
        inserted.setEventName("INSERT");
        inserted.setDynamodb(new StreamRecord()
                .withSequenceNumber(sequenceNumber)
                .withKeys(Map.of(
                        "PK", new AttributeValue().withS("USER#johndoe"),
                        "SK", new AttributeValue().withS("STORY#1234")))
                .withNewImage(Map.of("title", title)));
        return inserted;
    }

    private static software.amazon.awssdk.services.dynamodb.model.AttributeValue text(String text) {
        return software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS(text);
    }
}
