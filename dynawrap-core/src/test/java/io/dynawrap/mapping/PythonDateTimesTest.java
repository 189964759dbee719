package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynawrap.DbItem;
import io.dynawrap.UnreadableItemException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The date-times of the Python edition, which have a space for the T. */
class PythonDateTimesTest {

    @DbItem(pk = "V", sk = "V")
    record DateTimes(LocalDateTime local, OffsetDateTime offset, ZonedDateTime zoned, Instant instant, Date date) {}

    @Test
    void dateTimesOfPythonAreRead() {
        String python = "\"2024-01-02 03:04:05.123456+00:00\"";
        Instant instant = Instant.parse("2024-01-02T03:04:05.123456Z");

        DateTimes read = PlainJson.read(
                DateTimes.class,
                "{\"local\":\"2024-01-02 03:04:05.123456\",\"offset\":" + python + ",\"zoned\":" + python
                        + ",\"instant\":" + python + ",\"date\":" + python + "}");

        assertThat(read.local()).isEqualTo(LocalDateTime.parse("2024-01-02T03:04:05.123456"));
        assertThat(read.offset().toInstant()).isEqualTo(instant);
        assertThat(read.zoned().toInstant()).isEqualTo(instant);
        assertThat(read.instant()).isEqualTo(instant);
        assertThat(read.date()).isEqualTo(Date.from(Instant.parse("2024-01-02T03:04:05.123Z")));
    }

    @Test
    void dateTimesOfPythonWithoutFractionOrWithAnOffsetAreRead() {
        assertThat(PlainJson.read(DateTimes.class, "{\"instant\":\"2024-01-02 03:04:05+02:00\"}")
                        .instant())
                .isEqualTo(Instant.parse("2024-01-02T01:04:05Z"));
        assertThat(PlainJson.read(DateTimes.class, "{\"offset\":\"2024-01-02 03:04:05+02:00\"}")
                        .offset())
                .isEqualTo(OffsetDateTime.parse("2024-01-02T03:04:05+02:00"));
        assertThat(PlainJson.read(DateTimes.class, "{\"local\":\"2024-01-02 03:04:05\"}")
                        .local())
                .isEqualTo(LocalDateTime.parse("2024-01-02T03:04:05"));
        assertThat(PlainJson.read(DateTimes.class, "{\"date\":\"2024-01-02 03:04:05+02:00\"}")
                        .date())
                .isEqualTo(Date.from(Instant.parse("2024-01-02T01:04:05Z")));
    }

    @Test
    void whatIsNoDateTimeIsUnreadable() {
        for (String field : List.of("local", "offset", "zoned", "instant", "date")) {
            assertThatExceptionOfType(UnreadableItemException.class)
                    .isThrownBy(() -> PlainJson.read(DateTimes.class, "{\"" + field + "\":\"2024-01-02 25:04:05\"}"))
                    .withMessage("The item cannot be read as DateTimes.")
                    .satisfies(e -> assertThat(e.path()).contains("/" + field));
        }
    }
}
