package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.dynawrap.KeyValues;
import io.dynawrap.change.ChangeResult;
import io.dynawrap.change.ChangeResult.Broken;
import io.dynawrap.change.ChangeResult.Changed;
import io.dynawrap.change.ChangeResult.KeysOnly;
import io.dynawrap.change.ChangeResult.Kind;
import io.dynawrap.change.ChangeResult.OtherModel;
import io.dynawrap.change.ItemChange;
import io.dynawrap.change.ItemChangeDispatcher;
import io.dynawrap.change.ItemChangeDispatcher.DispatchResult;
import io.dynawrap.change.ItemChangeReader;
import io.dynawrap.mapping.ItemCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

@ExtendWith(LocalDynamoDb.class)
class DynamoDbStreamReaderTest {

    private static final Comment FIRST = new Comment("johndoe", 1, "first");
    private static final Comment SECOND = new Comment("johndoe", 1, "second");
    private static final KeyValues KEY = KeyValues.of("owner", "johndoe", "n", 1);

    private final ItemChangeReader<Record> reader = DynamoDbStreamReader.of(ItemCodec.create());

    @Test
    void aStreamWithBothImagesGivesEveryChangeWhole() {
        List<Record> records = changesOfOneComment(StreamViewType.NEW_AND_OLD_IMAGES);

        assertThat(reader.read(records.get(0), Comment.class)).isEqualTo(changed(new ItemChange.Inserted<>(FIRST)));
        assertThat(reader.read(records.get(1), Comment.class))
                .isEqualTo(changed(new ItemChange.Modified<>(optional(FIRST), optional(SECOND))));
        assertThat(reader.read(records.get(2), Comment.class))
                .isEqualTo(changed(new ItemChange.Removed<>(SECOND, false)));
    }

    @Test
    void aStreamOfKeysGivesTheKeysAsValuesOfTheirTypes() {
        List<Record> records = changesOfOneComment(StreamViewType.KEYS_ONLY);

        assertThat(records)
                .extracting(change -> reader.read(change, Comment.class))
                .containsExactly(
                        new KeysOnly<>(Kind.INSERTED, KEY, false),
                        new KeysOnly<>(Kind.MODIFIED, KEY, false),
                        new KeysOnly<>(Kind.REMOVED, KEY, false));
    }

    @Test
    void aStreamOfNewImagesGivesKeysForWhatWasRemoved() {
        List<Record> records = changesOfOneComment(StreamViewType.NEW_IMAGE);

        assertThat(records)
                .extracting(change -> reader.read(change, Comment.class))
                .containsExactly(
                        changed(new ItemChange.Inserted<>(FIRST)),
                        changed(new ItemChange.Modified<>(Optional.empty(), optional(SECOND))),
                        new KeysOnly<>(Kind.REMOVED, KEY, false));
    }

    @Test
    void aStreamOfOldImagesGivesKeysForWhatWasInserted() {
        List<Record> records = changesOfOneComment(StreamViewType.OLD_IMAGE);

        assertThat(records)
                .extracting(change -> reader.read(change, Comment.class))
                .containsExactly(
                        new KeysOnly<>(Kind.INSERTED, KEY, false),
                        changed(new ItemChange.Modified<>(optional(FIRST), Optional.empty())),
                        changed(new ItemChange.Removed<>(SECOND, false)));
    }

    @Test
    void aChangeOfAnotherModelIsToldApart() {
        List<Record> records = changesOfOneComment(StreamViewType.NEW_AND_OLD_IMAGES);

        assertThat(records)
                .extracting(change -> reader.read(change, Story.class))
                .containsOnly(new OtherModel<>());
    }

    @Test
    void sequenceNumbersTellTheRecordsApart() {
        List<Record> records = changesOfOneComment(StreamViewType.KEYS_ONLY);

        assertThat(records)
                .extracting(reader::sequenceNumber)
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(records.stream()
                        .map(change -> change.dynamodb().sequenceNumber())
                        .toList());
        assertThat(reader.sequenceNumber(Record.builder().build())).isEmpty();
    }

    @Test
    void theStoredSchemaVersionReachesTheModel() {
        StreamedTable table = new StreamedTable(StreamViewType.NEW_IMAGE);
        Story saved = table.store().save(Story.of("johndoe", "1", "x"));

        ChangeResult<Story> result = reader.read(table.records(1).get(0), Story.class);

        assertThat(result.orElseThrow().newItem())
                .get()
                .usingRecursiveComparison()
                .isEqualTo(saved);
    }

    @Test
    void recordsOfAMixedStreamReachTheHandlersOfTheirModels() {
        StreamedTable table = new StreamedTable(StreamViewType.NEW_IMAGE);
        Story story = table.store().save(Story.of("johndoe", "1", "x"));
        table.store().save(FIRST);
        List<Comment> comments = new ArrayList<>();
        List<String> titles = new ArrayList<>();

        DispatchResult result = ItemChangeDispatcher.of(reader)
                .with(Comment.class, change -> comments.add(change.newItem().orElseThrow()))
                .with(
                        Story.class,
                        change -> titles.add(change.newItem().orElseThrow().title()))
                .dispatch(table.records(2));

        assertThat(result).isEqualTo(new DispatchResult(2, 0, null, null));
        assertThat(comments).containsExactly(FIRST);
        assertThat(titles).containsExactly(story.title());
    }

    @Test
    void anItemThatTheServiceRemovedHasExpired() {
        Identity service = Identity.builder()
                .type("Service")
                .principalId("dynamodb.amazonaws.com")
                .build();
        Record removed = record(OperationType.REMOVE, change -> change.oldImage(image())).toBuilder()
                .userIdentity(service)
                .build();
        Record keysOnly = record(OperationType.REMOVE, change -> {}).toBuilder()
                .userIdentity(service)
                .build();

        assertThat(reader.read(removed, Comment.class)).isEqualTo(changed(new ItemChange.Removed<>(FIRST, true)));
        assertThat(reader.read(keysOnly, Comment.class)).isEqualTo(new KeysOnly<>(Kind.REMOVED, KEY, true));
    }

    @Test
    void anItemThatSomebodyElseRemovedHasNot() {
        Record removed = record(OperationType.REMOVE, change -> change.oldImage(image())).toBuilder()
                .userIdentity(Identity.builder()
                        .type("Service")
                        .principalId("replication.dynamodb.amazonaws.com")
                        .build())
                .build();

        assertThat(reader.read(removed, Comment.class)).isEqualTo(changed(new ItemChange.Removed<>(FIRST, false)));
    }

    @ParameterizedTest
    @EnumSource(value = OperationType.class, names = "UNKNOWN_TO_SDK_VERSION", mode = EnumSource.Mode.EXCLUDE)
    void anImageThatCannotBeReadIsBroken(OperationType event) {
        Map<String, AttributeValue> image =
                Map.of("text", AttributeValue.fromM(Map.of("secret", AttributeValue.fromS("x"))));
        Record change = record(event, target -> target.newImage(image).oldImage(image));

        assertBroken(change, "USER#johndoe");
    }

    @Test
    void aRecordWithoutKeysIsBroken() {
        assertBroken(Record.builder().build(), "PK or SK");
        assertBroken(keys(Map.of()), "PK or SK");
        assertBroken(keys(Map.of("PK", AttributeValue.fromS("USER#johndoe"))), "PK or SK");
        assertBroken(
                keys(Map.of(
                        "PK", AttributeValue.fromS("USER#johndoe"),
                        "SK", AttributeValue.builder().build())),
                "PK or SK");
    }

    @Test
    void aRecordWithoutValuesIsBroken() {
        Map<String, AttributeValue> keys = new HashMap<>(Map.of("PK", AttributeValue.fromS("USER#johndoe")));
        keys.put("SK", null);
        Map<String, AttributeValue> image = new HashMap<>();
        image.put("text", null);

        assertBroken(keys(keys), "PK or SK");
        assertBroken(record(OperationType.INSERT, change -> change.newImage(image)), "USER#johndoe");
    }

    @Test
    void aRecordOfATableWithOtherKeysIsOfAnotherModel() {
        assertThat(reader.read(keys(Map.of("id", AttributeValue.fromS("x"))), Comment.class))
                .isEqualTo(new OtherModel<>());
        assertThat(reader.read(
                        keys(Map.of("PK", AttributeValue.fromS("USER#johndoe"), "SK", AttributeValue.fromN("1"))),
                        Comment.class))
                .isEqualTo(new OtherModel<>());
    }

    @Test
    void aRecordWithoutAKnownEventIsBroken() {
        assertBroken(record(null, change -> change.newImage(image())), "neither INSERT nor MODIFY nor REMOVE");
        assertBroken(
                record(null, change -> change.newImage(image())).toBuilder()
                        .eventName("TRUNCATE")
                        .build(),
                "neither INSERT nor MODIFY nor REMOVE");
    }

    private static List<Record> changesOfOneComment(StreamViewType view) {
        StreamedTable table = new StreamedTable(view);
        table.store().save(FIRST);
        table.store().save(SECOND);
        table.store().delete(SECOND);
        return table.records(3);
    }

    private void assertBroken(Record change, String problem) {
        assertThat(reader.read(change, Comment.class))
                .asInstanceOf(type(Broken.class))
                .extracting(Broken::error, as(THROWABLE))
                .hasMessageContaining("Comment")
                .hasMessageContaining(problem)
                .hasMessageNotContaining("secret");
    }

    private static Record record(OperationType event, Consumer<StreamRecord.Builder> images) {
        StreamRecord.Builder change = StreamRecord.builder()
                .keys(Map.of(
                        "PK", AttributeValue.fromS("USER#johndoe"),
                        "SK", AttributeValue.fromS("COMMENT#1")));
        images.accept(change);
        return Record.builder().eventName(event).dynamodb(change.build()).build();
    }

    private static Record keys(Map<String, AttributeValue> keys) {
        return Record.builder()
                .eventName(OperationType.INSERT)
                .dynamodb(StreamRecord.builder().keys(keys).build())
                .build();
    }

    private static Map<String, AttributeValue> image() {
        return Map.of(
                "PK", AttributeValue.fromS("USER#johndoe"),
                "SK", AttributeValue.fromS("COMMENT#1"),
                "owner", AttributeValue.fromS("johndoe"),
                "n", AttributeValue.fromN("1"),
                "text", AttributeValue.fromS("first"));
    }

    private static ChangeResult<Comment> changed(ItemChange<Comment> change) {
        return new Changed<>(change);
    }

    private static Optional<Comment> optional(Comment comment) {
        return Optional.of(comment);
    }
}
