package io.dynawrap.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TypeNamesTest {

    private enum Side {
        LEFT {
            @Override
            int number() {
                return 1;
            }
        };

        abstract int number();
    }

    @Test
    void aNameHasItsArticle() {
        assertThat(List.of(Instant.class, Integer.class, int.class, int[].class, Object.class))
                .extracting(TypeNames::of)
                .containsExactly("an Instant", "an Integer", "an int", "an int[]", "an Object");
        assertThat(List.of(LocalDate.class, UUID.class, String.class, long.class))
                .extracting(TypeNames::of)
                .containsExactly("a LocalDate", "a UUID", "a String", "a long");
        assertThat(TypeNames.withArticle("Order")).isEqualTo("an Order");
    }

    @Test
    void aCollectionHasTheNameOfItsInterface() {
        assertThat(List.of(List.of(1), new ArrayList<>(), Set.of(1), Map.of(1, 2)))
                .extracting(value -> TypeNames.of(value.getClass()))
                .containsExactly("a List", "a List", "a Set", "a Map");
    }

    @Test
    void aConstantWithABodyHasTheNameOfItsEnum() {
        assertThat(TypeNames.of(Side.LEFT.getClass())).isEqualTo("a Side");
    }
}
