package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidItemException;
import io.dynawrap.SchemaVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.URL;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which items come back changed, and which only look so. */
class ItemComparisonTest {

    private static final ItemCodec CODEC = ItemCodec.create();
    private static final Timestamp IN_NANOS = Timestamp.from(Instant.parse("2026-01-02T03:04:05.123456789Z"));

    private static <T> void check(T item) {
        @SuppressWarnings("unchecked")
        ItemType<T> type = CODEC.type((Class<T>) item.getClass());
        CODEC.checkUnchanged(type, item, PlainJson.read(type, type.schemaVersion(), PlainJson.write(type, item)));
    }

    private static void assertChanged(Object item, String path) {
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> check(item))
                .withMessageContaining("the value at '" + path + "' changes");
    }

    private static void assertUnchanged(Object item) {
        assertThatCode(() -> check(item)).doesNotThrowAnyException();
    }

    @DbItem(pk = "V", sk = "V")
    record Untyped(@Nullable Object value) {}

    static List<Object> untyped() {
        Map<Object, Object> keyed = new HashMap<>();
        keyed.put(1, new BigDecimal("1.10"));
        keyed.put(LocalDate.of(2026, 1, 2), Optional.of(0.1f));
        return List.of(
                1.10,
                0.1f,
                1e22,
                -0.0,
                Long.MIN_VALUE,
                BigInteger.TEN.pow(30),
                new BigDecimal("1.1000"),
                (byte) 7,
                'c',
                new StringBuilder("text"),
                Instant.parse("2026-01-02T03:04:05.123456789Z"),
                ZonedDateTime.now(ZoneId.of("UTC")),
                UUID.randomUUID(),
                new byte[] {1, 2, 3},
                new int[] {1, 2},
                new char[] {'a'},
                Set.of("a", "b", "c", "d"),
                new TreeSet<>(List.of(3, 1, 2)),
                keyed,
                List.of(Optional.of("x"), Map.of("a", List.of(1L))),
                Arrays.asList("a", null),
                Locale.GERMANY,
                TimeUnit.DAYS,
                new Date(),
                new AtomicInteger(5),
                new Point(1, 2),
                JsonMapper.builder().build().createObjectNode().put("n", 1.10));
    }

    public record Point(int x, int y) {}

    @ParameterizedTest
    @MethodSource("untyped")
    void untypedValueIsStoredAsPlainValuesOnce(Object value) {
        assertUnchanged(new Untyped(value));
        assertUnchanged(new Untyped(List.of(value)));
    }

    @DbItem(pk = "V", sk = "V")
    record Typed(
            double ratio,
            float small,
            BigDecimal amount,
            Set<BigDecimal> amounts,
            Map<TimeUnit, BigDecimal> byUnit,
            Map<Integer, Set<String>> byNumber,
            Optional<String> absent,
            OptionalInt number,
            AtomicReference<BigDecimal> reference,
            AtomicInteger counter,
            JsonNode node,
            Money money,
            Collection<String> words,
            PriorityQueue<Integer> queue,
            ArrayDeque<String> deque,
            ZonedDateTime utc,
            ZonedDateTime berlin,
            Locale locale,
            Currency currency,
            URL url,
            Path path,
            StringBuilder builder,
            Date date,
            char[] chars,
            double[][] matrix,
            List<byte[]> bytes,
            Point point) {}

    record Money(@JsonValue BigDecimal amount) {
        @JsonCreator
        Money {}
    }

    @Test
    void valuesThatAreEqualInAnotherFormAreUnchanged() throws IOException {
        Map<TimeUnit, BigDecimal> byUnit = new EnumMap<>(TimeUnit.class);
        byUnit.put(TimeUnit.DAYS, new BigDecimal("2.50"));
        byUnit.put(TimeUnit.HOURS, new BigDecimal("1E+3"));
        assertUnchanged(new Typed(
                0.1 + 0.2,
                0.1f,
                new BigDecimal("1.10"),
                Set.of(new BigDecimal("1.10"), new BigDecimal("2.0"), new BigDecimal("300")),
                byUnit,
                Map.of(1, new LinkedHashSet<>(List.of("z", "a")), 2, Set.of()),
                Optional.empty(),
                OptionalInt.empty(),
                new AtomicReference<>(new BigDecimal("5.0")),
                new AtomicInteger(7),
                JsonMapper.builder().build().readTree("{\"n\": 1.10, \"m\": [1, 12345678901]}"),
                new Money(new BigDecimal("19.90")),
                Collections.unmodifiableCollection(List.of("b", "a")),
                new PriorityQueue<>(List.of(3, 1, 2)),
                new ArrayDeque<>(List.of("a", "b")),
                ZonedDateTime.now(ZoneId.of("UTC")),
                ZonedDateTime.now(ZoneId.of("Europe/Berlin")),
                Locale.forLanguageTag("de-AT"),
                Currency.getInstance("EUR"),
                new URL("http://host.invalid/path"),
                Path.of("/tmp/x"),
                new StringBuilder("text"),
                new Date(),
                new char[] {'a', 'b'},
                new double[][] {{1.5}, {}},
                List.of(new byte[] {1}, new byte[0]),
                new Point(1, 2)));
    }

    @DbItem(pk = "V", sk = "V")
    static final class Computing {
        public int n = 3;
        public @Nullable Inner inner = new Inner();
        private transient @Nullable String cached;

        @JsonUnwrapped(prefix = "u_")
        public @Nullable Inner unwrapped;

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        public @Nullable List<String> words = List.of();

        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        public String text = "default";

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        public @Nullable String secret;

        @SchemaVersion
        public @Nullable String version;

        private final Map<String, Object> more = new TreeMap<>();

        @JsonAnyGetter
        public Map<String, Object> more() {
            return more;
        }

        @JsonAnySetter
        public void more(String name, Object value) {
            if (!name.equals("random") && !name.equals("cached")) {
                more.put(name, value);
            }
        }

        public int getRandom() {
            return ThreadLocalRandom.current().nextInt();
        }

        public @Nullable String getCached() {
            return cached;
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    static final class Inner {
        public @Nullable String name;
        public double ratio;

        public int getLength() {
            return name == null ? 0 : name.length();
        }
    }

    @Test
    void valuesThatAreComputedAreNotCompared() {
        Computing computing = new Computing();
        computing.cached = "known here only";
        computing.more.put("a", new BigDecimal("1.0"));
        assertUnchanged(computing);
        computing.more.put("b", List.of(IN_NANOS.toInstant()));
        assertUnchanged(computing);
    }

    @DbItem(pk = "V", sk = "V")
    record Dates(
            @Nullable Date date,
            java.sql.@Nullable Time time,
            @Nullable Object any,
            @Nullable List<Date> dates) {}

    @Test
    void timestampInAFieldOfAnotherTypeLosesItsNanosecondsToo() {
        assertChanged(new Dates(IN_NANOS, null, null, null), "/date");
        assertChanged(new Dates(null, null, IN_NANOS, null), "/any");
        assertChanged(new Dates(null, null, null, List.of(new Date(), IN_NANOS)), "/dates/1");
        Timestamp millis = new Timestamp(IN_NANOS.getTime());
        assertUnchanged(new Dates(millis, null, millis, List.of(millis)));
    }

    static final class Rounding extends StdSerializer<BigDecimal> {
        Rounding() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            generator.writeNumber(value.setScale(2, RoundingMode.HALF_UP));
        }
    }

    @DbItem(pk = "V", sk = "V")
    record Lossy(
            @Nullable @JsonSerialize(using = Rounding.class) BigDecimal amount,
            @JsonFormat(pattern = "HH:mm") @Nullable LocalTime time,
            @Nullable Path path,
            @Nullable Map<LocalTime, Lossy> inner) {}

    @Test
    void serializerThatDropsAPartOfTheValueIsFound() {
        assertUnchanged(new Lossy(new BigDecimal("1.25"), LocalTime.of(1, 2), Path.of("/a"), null));
        assertChanged(new Lossy(new BigDecimal("1.255"), null, null, null), "/amount");
        assertChanged(new Lossy(null, LocalTime.of(1, 2, 3), null, null), "/time");
        assertChanged(new Lossy(null, null, Path.of("relative"), null), "/path");
        Lossy inner = new Lossy(new BigDecimal("0.001"), null, null, null);
        assertChanged(new Lossy(null, null, null, Map.of(LocalTime.NOON, inner)), "/inner/12:00/amount");
    }

    @DbItem(pk = "V", sk = "V")
    static final class Getters {
        public Map<String, Integer> counts = new LinkedHashMap<>();
        private int written;

        public int getWritten() {
            return written;
        }

        public void setWritten(int written) {
            this.written = written / 10 * 10;
        }
    }

    @Test
    void setterThatChangesTheValueIsFound() {
        Getters item = new Getters();
        item.counts.put("a", 1);
        item.written = 20;
        assertUnchanged(item);
        item.written = 21;
        assertChanged(item, "/written");
    }

    @DbItem(pk = "V", sk = "V")
    record AsEmpty(
            @JsonSetter(nulls = Nulls.AS_EMPTY) @Nullable List<String> words,
            @JsonSetter(nulls = Nulls.AS_EMPTY) @Nullable String text) {}

    @Test
    void nullThatTheModelAsksToReadAsEmptyIsAllowed() {
        assertUnchanged(new AsEmpty(null, null));
        assertThat(PlainJson.roundTrip(new AsEmpty(null, null))).isEqualTo(new AsEmpty(List.of(), ""));
    }

    @JsonIdentityInfo(generator = ObjectIdGenerators.IntSequenceGenerator.class, property = "@id")
    static final class Stop {
        public @Nullable Timestamp at;
        public List<Stop> next = new ArrayList<>();
    }

    @DbItem(pk = "V", sk = "V")
    static final class Tour {
        public @Nullable Stop first;
    }

    /** A round tour: each object is stored once, with an id, and the last one leads to the first. */
    private static Tour tour(@Nullable Timestamp lastAt) {
        Tour tour = new Tour();
        Stop first = new Stop();
        Stop last = new Stop();
        tour.first = first;
        last.at = lastAt;
        first.next.add(first);
        first.next.add(last);
        last.next.add(first);
        return tour;
    }

    @Test
    void objectsThatContainThemselvesAreComparedOnce() {
        assertUnchanged(tour(null));
        assertChanged(tour(IN_NANOS), "/first/next/1/at");
    }

    @DbItem(pk = "V", sk = "V")
    record Searched(Pattern words) {}

    @Test
    void theFlagsOfAPatternAreInNoText() {
        assertUnchanged(new Searched(Pattern.compile("a.c")));
        assertChanged(new Searched(Pattern.compile("a.c", Pattern.CASE_INSENSITIVE)), "/words");
    }

    @DbItem(pk = "V", sk = "V")
    record Dated(
            java.sql.Date day,
            @JsonFormat(pattern = "dd.MM.yyyy") java.sql.Date formatted) {}

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Asia/Tokyo"})
    void aDateOfJdbcIsTheSameInEveryTimeZone(String zone) {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            java.sql.Date day = java.sql.Date.valueOf("2026-11-30");
            assertUnchanged(new Dated(
                    day, new java.sql.Date(Instant.parse("2026-11-30T00:00:00Z").toEpochMilli())));
            assertThat(PlainJson.roundTrip(new Dated(day, day)).day()).isEqualTo(day);
            assertThat(PlainJson.write(new Dated(day, null))).isEqualTo("{\"day\":\"2026-11-30\"}");
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
