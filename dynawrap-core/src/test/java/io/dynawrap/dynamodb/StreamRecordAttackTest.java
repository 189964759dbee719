package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.Identity;
import io.dynawrap.DbItem;
import io.dynawrap.HostileText;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.change.ChangeResult;
import io.dynawrap.change.ItemChangeReader;
import io.dynawrap.mapping.ItemCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/** Records made up by an attacker have one of the typed outcomes; none is thrown, and no message quotes them. */
class StreamRecordAttackTest {

    private static final int RECORDS = 20_000;
    private static final String SECRET = "hidden value";

    private final ItemCodec codec = ItemCodec.create();
    private final Set<String> outcomes = new TreeSet<>();

    private <R> void read(ItemChangeReader<R> reader, R change, Object as) {
        for (Class<?> model : List.of(Story.class, Comment.class)) {
            ChangeResult<?> result;
            try {
                result = reader.read(change, model);
                assertThat(reader.sequenceNumber(change)).isNotNull();
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("Record " + as, e);
            }
            outcomes.add(result.getClass().getSimpleName());
            if (result instanceof ChangeResult.Broken<?> broken) {
                UnreadableItemException failure = broken.error();
                assertThat(failure).hasMessageNotContaining(SECRET).hasMessageContaining(model.getSimpleName());
            }
        }
    }

    @Test
    void recordsOfTheSdk() {
        DynamoDbStreamReader<Record> reader = DynamoDbStreamReader.of(codec);
        for (int seed = 0; seed < RECORDS; seed++) {
            SdkRecords random = new SdkRecords(seed);
            read(reader, random.next(), "seed " + seed);
        }
        assertThat(outcomes).containsExactly("Broken", "Changed", "KeysOnly", "OtherModel");
    }

    @Test
    void recordsOfLambda() {
        DynamoDbStreamReader<DynamodbStreamRecord> reader = LambdaStreamRecords.reader(codec);
        for (int seed = 0; seed < RECORDS; seed++) {
            read(reader, lambda(new SdkRecords(seed).next(), seed), "seed " + seed);
        }
        assertThat(outcomes).containsExactly("Broken", "Changed", "KeysOnly", "OtherModel");
    }

    /** A model that is nested as deep as its data. */
    @DbItem(pk = "USER#{owner}", sk = "NODE#{id}")
    record Node(
            String owner,
            String id,
            @Nullable Node child,
            @Nullable Object any) {}

    @Test
    void valuesThatAreNestedWithoutEndAreBroken() {
        Record change = Record.builder()
                .eventName("INSERT")
                .dynamodb(StreamRecord.builder()
                        .keys(Map.of("PK", AttributeValue.fromS("USER#a"), "SK", AttributeValue.fromS("NODE#1")))
                        .newImage(Map.of("child", nested(200_000)))
                        .build())
                .build();
        assertThat(DynamoDbStreamReader.of(codec).read(change, Node.class)).isInstanceOf(ChangeResult.Broken.class);
    }

    private static AttributeValue nested(int containers) {
        AttributeValue nested = AttributeValue.fromS("leaf");
        for (int n = 0; n < containers; n++) {
            nested = AttributeValue.fromM(Map.of("child", nested));
        }
        return nested;
    }

    @Test
    void valuesOfLambdaThatAreNestedWithoutEndAreBroken() {
        for (String field : List.of("child", "any")) {
            assertThat(LambdaStreamRecords.reader(codec).read(nestedRecord(field, 200_000), Node.class))
                    .isInstanceOf(ChangeResult.Broken.class);
        }
        assertThat(LambdaStreamRecords.reader(codec).read(nestedRecord("any", 32), Node.class))
                .isInstanceOf(ChangeResult.Changed.class);
    }

    private static DynamodbStreamRecord nestedRecord(String field, int containers) {
        var nested = new com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue("leaf");
        for (int n = 0; n < containers; n++) {
            var inner = nested;
            nested = new com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue();
            if (n % 2 == 0 || field.equals("child")) {
                nested.setM(Map.of("child", inner));
            } else {
                nested.setL(List.of(inner));
            }
        }
        var keys = lambda(Map.of("PK", AttributeValue.fromS("USER#a"), "SK", AttributeValue.fromS("NODE#1")));
        DynamodbStreamRecord change = new DynamodbStreamRecord();
        change.setEventName("INSERT");
        change.setDynamodb(new com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord()
                .withKeys(keys)
                .withNewImage(Map.of(field, nested)));
        return change;
    }

    private static DynamodbStreamRecord lambda(Record source, int seed) {
        DynamodbStreamRecord record = new DynamodbStreamRecord();
        record.setEventName(source.eventNameAsString());
        if (seed % 7 == 0) {
            record.setUserIdentity(new Identity());
        }
        if (source.dynamodb() != null) {
            record.setDynamodb(new com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord()
                    .withKeys(
                            source.dynamodb().hasKeys()
                                    ? lambda(source.dynamodb().keys())
                                    : null)
                    .withOldImage(lambda(source.dynamodb().oldImage()))
                    .withNewImage(lambda(source.dynamodb().newImage())));
        }
        return record;
    }

    private static Map<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue> lambda(
            Map<String, AttributeValue> source) {
        Map<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue> target =
                new HashMap<>();
        source.forEach((name, value) -> target.put(name, lambda(value)));
        return target;
    }

    /** Sets everything that is set, as no real event does. */
    private static com.amazonaws.services.lambda.runtime.events.models.dynamodb.@Nullable AttributeValue lambda(
            @Nullable AttributeValue source) {
        if (source == null) {
            return null;
        }
        var target = new com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue();
        target.setS(source.s());
        target.setN(source.n());
        target.setBOOL(source.bool());
        target.setNULL(source.nul());
        target.setB(bytes(source.b()));
        target.setM(source.hasM() ? lambda(source.m()) : null);
        target.setL(
                source.hasL()
                        ? new ArrayList<>(source.l().stream()
                                .map(StreamRecordAttackTest::lambda)
                                .toList())
                        : null);
        target.setSS(source.hasSs() ? source.ss() : null);
        target.setNS(source.hasNs() ? source.ns() : null);
        if (source.hasBs()) {
            List<ByteBuffer> buffers = new ArrayList<>();
            source.bs().forEach(bytes -> buffers.add(bytes(bytes)));
            target.setBS(buffers);
        }
        return target;
    }

    private static @Nullable ByteBuffer bytes(@Nullable SdkBytes bytes) {
        return bytes == null ? null : bytes.asByteBuffer();
    }

    /** Makes up records. */
    private static final class SdkRecords {

        private final Random random;
        private final HostileText texts;

        SdkRecords(long seed) {
            this.random = new Random(seed);
            this.texts = new HostileText(seed);
        }

        Record next() {
            Record.Builder record = Record.builder().eventName(pick("INSERT", "MODIFY", "REMOVE", "insert", null));
            if (random.nextInt(20) > 0) {
                record.dynamodb(StreamRecord.builder()
                        .keys(random.nextInt(20) == 0 ? null : keys())
                        .oldImage(random.nextBoolean() ? null : image())
                        .newImage(random.nextBoolean() ? null : image())
                        .sequenceNumber(pick("1", null))
                        .build());
            }
            return record.build();
        }

        private Map<String, @Nullable AttributeValue> keys() {
            Map<String, @Nullable AttributeValue> keys = new HashMap<>();
            boolean plain = random.nextInt(3) > 0;
            keys.put("PK", plain ? AttributeValue.fromS("USER#a") : value(2));
            keys.put("SK", plain ? AttributeValue.fromS(pick("STORY#1", "COMMENT#7", "COMMENT#x")) : value(2));
            if (random.nextInt(10) == 0) {
                keys.remove(pick("PK", "SK"));
            }
            return keys;
        }

        private Map<String, @Nullable AttributeValue> image() {
            Map<String, @Nullable AttributeValue> image = new HashMap<>();
            for (String name :
                    List.of("owner", "id", "n", "title", "rating", "draft", "tags", "cover", "schema_version")) {
                if (random.nextInt(4) == 0) {
                    image.put(name, value(0));
                }
            }
            return image;
        }

        private @Nullable AttributeValue value(int depth) {
            String text = random.nextBoolean() ? SECRET : texts.next();
            return switch (random.nextInt(depth > 4 ? 10 : 13)) {
                case 0 -> AttributeValue.fromS(text);
                case 1 ->
                    AttributeValue.fromN(
                            pick("1", "-0", "1E999999999", "1E-999999999", "NaN", "0x1", "", "9".repeat(5000), null));
                case 2 -> AttributeValue.fromBool(random.nextBoolean());
                case 3 -> AttributeValue.fromNul(random.nextBoolean());
                case 4 -> AttributeValue.fromB(SdkBytes.fromUtf8String(text));
                case 5 -> AttributeValue.builder().ss(Arrays.asList(text, null)).build();
                case 6 -> AttributeValue.builder().ns(Arrays.asList(text, null)).build();
                case 7 ->
                    AttributeValue.builder()
                            .bs(Arrays.asList(SdkBytes.fromUtf8String(text), null))
                            .build();
                case 8 -> null;
                case 9 -> AttributeValue.builder().s(text).n("1").build();
                case 10 -> AttributeValue.builder().build();
                case 11 ->
                    AttributeValue.builder()
                            .l(Arrays.asList(value(depth + 1), null))
                            .build();
                default -> {
                    Map<String, @Nullable AttributeValue> map = new HashMap<>();
                    map.put(text, value(depth + 1));
                    yield AttributeValue.builder().m(map).build();
                }
            };
        }

        @SafeVarargs
        private <V> V pick(V... values) {
            return values[random.nextInt(values.length)];
        }
    }
}
