package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.dynawrap.DbItem;
import io.dynawrap.ItemVersion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NumberFieldsTest {

    enum Color {
        RED
    }

    record Inner(int inUnwrapped, String textInUnwrapped) {}

    @DbItem(pk = "A#{id}", sk = "A")
    record Numbers(
            long id,
            int primitive,
            Short boxed,
            double fraction,
            BigDecimal decimal,
            BigInteger integer,
            Number any,
            AtomicInteger atomic,
            Optional<Long> optional,
            OptionalLong optionalLong,
            @JsonProperty("renamed") float single,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant asNumber,
            @JsonUnwrapped(prefix = "x-") Inner inner,
            @ItemVersion int version) {}

    @DbItem(pk = "A#{id}", sk = "A")
    record Others(
            String id,
            boolean truth,
            Color color,
            Instant instant,
            LocalDate date,
            Year year,
            Duration duration,
            byte[] bytes,
            List<Integer> list,
            Map<String, Integer> map,
            Inner object,
            Object untyped,
            Optional<String> optional,
            char character,
            @JsonIgnore int ignored,
            @JsonFormat(shape = JsonFormat.Shape.STRING) int asText,
            @JsonSerialize(using = ToStringSerializer.class) long bySerializer) {}

    @Test
    void fieldsThatAreStoredAsNumbersAreFound() {
        assertThat(numbers(Numbers.class))
                .containsExactlyInAnyOrder(
                        "id",
                        "primitive",
                        "boxed",
                        "fraction",
                        "decimal",
                        "integer",
                        "any",
                        "atomic",
                        "optional",
                        "optionalLong",
                        "renamed",
                        "asNumber",
                        "x-inUnwrapped",
                        "version");
        assertThat(numbers(Others.class)).isEmpty();
    }

    private static Set<String> numbers(Class<?> model) {
        ModelFields fields = ItemCodec.create().type(model).fields();
        Set<String> names = new TreeSet<>();
        Stream.of(model.getRecordComponents()).forEach(component -> names.add(component.getName()));
        names.addAll(List.of("renamed", "single", "x-inUnwrapped", "inUnwrapped", "x-textInUnwrapped"));
        names.removeIf(name -> !fields.isNumber(name));
        return names;
    }
}
