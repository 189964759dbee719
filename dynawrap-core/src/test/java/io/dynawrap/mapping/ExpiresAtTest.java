package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidModelException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The field at which items expire: where it may be, how it is stored, and what is refused. */
class ExpiresAtTest {

    private static final Instant SECOND = Instant.parse("2026-11-29T21:00:07Z");
    private static final long NUMBER = SECOND.getEpochSecond();

    @DbItem(pk = "A#{id}", sk = "A")
    record OfRecord(String id, @ExpiresAt @Nullable Instant expiresAt) {}

    @DbItem(pk = "A#{id}", sk = "A")
    record Renamed(
            String id,
            @JsonProperty("ttl") @ExpiresAt @Nullable Instant expiresAt) {}

    @DbItem(pk = "A#{id}", sk = "A")
    static final class WithSetters {
        private String id = "";

        @ExpiresAt
        private @Nullable Instant expiresAt;

        public String getId() {
            return id;
        }

        public void setId(String id) {
            this.id = id;
        }

        public @Nullable Instant getExpiresAt() {
            return expiresAt;
        }

        public void setExpiresAt(@Nullable Instant expiresAt) {
            this.expiresAt = expiresAt;
        }
    }

    @DbItem(pk = "A#{id}", sk = "A")
    record WithCreator(String id, @ExpiresAt @Nullable Instant expiresAt) {
        @JsonCreator
        WithCreator(@JsonProperty("id") String id, @JsonProperty("expiresAt") @Nullable Instant expiresAt) {
            this.id = id;
            this.expiresAt = expiresAt;
        }
    }

    @DbItem(pk = "A#{id}", sk = "A")
    @JsonDeserialize(builder = Built.Builder.class)
    static final class Built {
        private final String id;
        private final @Nullable Instant expiresAt;

        private Built(Builder builder) {
            this.id = builder.id;
            this.expiresAt = builder.expiresAt;
        }

        public String getId() {
            return id;
        }

        @ExpiresAt
        public @Nullable Instant getExpiresAt() {
            return expiresAt;
        }

        @JsonPOJOBuilder(withPrefix = "")
        static final class Builder {
            private String id = "";
            private @Nullable Instant expiresAt;

            public Builder id(String value) {
                this.id = value;
                return this;
            }

            @ExpiresAt
            public Builder expiresAt(@Nullable Instant value) {
                this.expiresAt = value;
                return this;
            }

            public Built build() {
                return new Built(this);
            }
        }
    }

    /** Is not read back: it follows from another field. */
    @DbItem(pk = "A#{id}", sk = "A")
    record Computed(String id, Instant start) {
        @ExpiresAt
        @JsonProperty
        public Instant expiresAt() {
            return start.plusSeconds(60);
        }
    }

    @Test
    void aRecordHasIt() {
        ItemType<OfRecord> type = ItemType.of(OfRecord.class);

        assertThat(type.expiresAt()).contains("expiresAt");
        assertThat(type.toMap(new OfRecord("1", SECOND.plusNanos(999_999_999))))
                .containsOnly(Map.entry("id", "1"), Map.entry("expiresAt", (int) NUMBER));
        assertThat(type.toMap(new OfRecord("1", null))).containsOnly(Map.entry("id", "1"));
        assertThat(type.fromMap(Map.of("id", "1", "expiresAt", NUMBER))).isEqualTo(new OfRecord("1", SECOND));
    }

    @Test
    void aClassWithSettersHasIt() {
        ItemType<WithSetters> type = ItemType.of(WithSetters.class);
        WithSetters item = new WithSetters();
        item.setExpiresAt(SECOND.plusNanos(1));

        assertThat(type.expiresAt()).contains("expiresAt");
        assertThat(type.toMap(item)).containsEntry("expiresAt", (int) NUMBER);
        assertThat(type.fromMap(Map.of("id", "1", "expiresAt", NUMBER)).getExpiresAt())
                .isEqualTo(SECOND);
    }

    @Test
    void aConstructorThatJacksonIsToldReadsIt() {
        ItemType<WithCreator> type = ItemType.of(WithCreator.class);

        assertThat(type.fromMap(type.toMap(new WithCreator("1", SECOND)))).isEqualTo(new WithCreator("1", SECOND));
    }

    @Test
    void aBuilderHasItToo() {
        ItemType<Built> type = ItemType.of(Built.class);

        assertThat(type.expiresAt()).contains("expiresAt");
        assertThat(type.fromMap(Map.of("id", "1", "expiresAt", NUMBER)).getExpiresAt())
                .isEqualTo(SECOND);
    }

    @Test
    void aFieldThatIsOnlyWrittenMayBeIt() {
        ItemType<Computed> type = ItemType.of(Computed.class);

        assertThat(type.expiresAt()).contains("expiresAt");
        assertThat(type.toMap(new Computed("1", SECOND))).containsEntry("expiresAt", (int) NUMBER + 60);
    }

    @Test
    void itsNameIsTheSerialisedOne() {
        ItemCodec snakes = ItemCodec.of(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build());

        assertThat(snakes.type(OfRecord.class).expiresAt()).contains("expires_at");
        assertThat(ItemType.of(Renamed.class).expiresAt()).contains("ttl");
    }

    @Test
    void settingsOfTheMapperForInstantsChangeNothing() {
        JsonMapper.Builder builder = JsonMapper.builder();
        builder.withConfigOverride(
                Instant.class,
                override ->
                        override.setFormat(JsonFormat.Value.forPattern("yyyy").withTimeZone(null)));
        ItemType<OfRecord> type = ItemCodec.of(builder.build()).type(OfRecord.class);

        assertThat(type.toMap(new OfRecord("1", SECOND))).containsEntry("expiresAt", (int) NUMBER);
        assertThat(type.fromMap(Map.of("id", "1", "expiresAt", NUMBER))).isEqualTo(new OfRecord("1", SECOND));
    }

    @Test
    void onlyTheFractionOfTheSecondMayBeLost() {
        ItemType<OfRecord> type = ItemType.of(OfRecord.class);
        OfRecord item = new OfRecord("1", SECOND.plusMillis(999));

        type.mapping().checkUnchanged(item, new OfRecord("1", SECOND));
        for (Instant other : List.of(SECOND.plusMillis(999), SECOND.plusSeconds(1), SECOND.minusSeconds(1))) {
            assertThatExceptionOfType(InvalidItemException.class)
                    .isThrownBy(() -> type.mapping().checkUnchanged(item, new OfRecord("1", other)))
                    .withMessageContaining("'/expiresAt'");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5.000000001, 5, 1",
        "-0.25, -1, 750000000",
        "31556889864403199, 31556889864403199, 0",
        "-31557014167219200, -31557014167219200, 0"
    })
    void aStoredNumberIsReadExactly(String stored, long second, int nanos) {
        assertThat(ItemType.of(OfRecord.class)
                        .fromMap(Map.of("id", "1", "expiresAt", new BigDecimal(stored)))
                        .expiresAt())
                .isEqualTo(Instant.ofEpochSecond(second, nanos));
    }

    @DbItem(pk = "A#{id}", sk = "A")
    record Local(String id, @ExpiresAt LocalDateTime end) {}

    @DbItem(pk = "A#{id}", sk = "A")
    record Number(String id, @ExpiresAt long end) {}

    @DbItem(pk = "A#{id}", sk = "A")
    record Two(String id, @ExpiresAt Instant end, @ExpiresAt Instant start) {}

    @DbItem(pk = "A#{id}", sk = "B#{end}")
    record InKey(String id, @ExpiresAt Instant end) {}

    @DbItem(pk = "A#{id}", sk = "A")
    record Formatted(
            String id,

            @ExpiresAt @JsonFormat(shape = JsonFormat.Shape.STRING)
            Instant end) {}

    @DbItem(pk = "A#{id}", sk = "A")
    record Ignored(
            String id,

            @ExpiresAt @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            Instant end) {}

    record Times(@ExpiresAt Instant end) {}

    @DbItem(pk = "A#{id}", sk = "A")
    record Unwrapped(String id, @JsonUnwrapped Times times) {}

    @DbItem(pk = "A#{id}", sk = "A", viewOf = OfRecord.class)
    record ViewOfAnother(String id, @ExpiresAt Instant end) {}

    @DbItem(pk = "A#{id}", sk = "A", viewOf = OfRecord.class)
    record ViewWithout(String id, Instant expiresAt) {}

    @DbItem(pk = "A#{id}", sk = "A", viewOf = OfRecord.class)
    record ViewWithNumber(String id, long expiresAt) {}

    @DbItem(pk = "A#{id}", sk = "A")
    @JsonDeserialize(builder = BuilderAlone.Builder.class)
    static final class BuilderAlone {
        private final @Nullable Instant end;

        private BuilderAlone(@Nullable Instant end) {
            this.end = end;
        }

        public String getId() {
            return "1";
        }

        public @Nullable Instant getEnd() {
            return end;
        }

        @JsonPOJOBuilder(withPrefix = "")
        static final class Builder {
            private @Nullable Instant value;

            @ExpiresAt
            public Builder end(@Nullable Instant end) {
                this.value = end;
                return this;
            }

            public BuilderAlone build() {
                return new BuilderAlone(value);
            }
        }
    }

    @DbItem(pk = "A#{id}", sk = "A")
    @JsonDeserialize(builder = ClassAlone.Builder.class)
    static final class ClassAlone {
        private final @Nullable Instant end;

        private ClassAlone(@Nullable Instant end) {
            this.end = end;
        }

        public String getId() {
            return "1";
        }

        @ExpiresAt
        public @Nullable Instant getEnd() {
            return end;
        }

        @JsonPOJOBuilder(withPrefix = "")
        static final class Builder {
            private @Nullable Instant value;

            public Builder end(@Nullable Instant end) {
                this.value = end;
                return this;
            }

            public ClassAlone build() {
                return new ClassAlone(value);
            }
        }
    }

    @Test
    void otherTypesThanInstantAreRefused() {
        refused(Local.class, "is a LocalDateTime. Make it an Instant.");
        refused(Number.class, "is a long. Make it an Instant.");
    }

    @Test
    void twoFieldsAreRefused() {
        refused(Two.class, "@ExpiresAt is on several fields, end, start. Annotate one of them.");
    }

    @Test
    void aFieldOfTheKeyIsRefused() {
        refused(InKey.class, "'end' with @ExpiresAt is part of the key. Keep it out of the patterns");
    }

    @Test
    void anotherFormIsRefused() {
        refused(Formatted.class, "has its own form. Remove @JsonFormat");
    }

    @Test
    void aFieldThatIsNotStoredIsRefused() {
        refused(Ignored.class, "is not stored. Let Jackson write it.");
    }

    @Test
    void aFieldInAnUnwrappedValueIsRefused() {
        refused(Unwrapped.class, "is in an unwrapped value. Declare it in the model itself.");
    }

    @Test
    void aBuilderOrItsClassAloneIsRefused() {
        refused(BuilderAlone.class, "Annotate the field or getter of the class as well as the method of its builder");
        refused(ClassAlone.class, "Annotate the field or getter of the class as well as the method of its builder");
    }

    @Test
    void aViewWithAnotherFieldIsRefused() {
        refused(ViewOfAnother.class, "'end' with @ExpiresAt is not the one of OfRecord");
        refused(ViewWithout.class, "the field of a view as well as that of its model");
        assertThat(ItemType.of(ViewWithNumber.class).expiresAt()).contains("expiresAt");
    }

    private static void refused(Class<?> model, String reason) {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> ItemType.of(model))
                .withMessageStartingWith(model.getSimpleName())
                .withMessageContaining(reason);
    }
}
