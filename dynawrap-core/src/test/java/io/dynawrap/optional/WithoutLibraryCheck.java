package io.dynawrap.optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.DbItem;
import io.dynawrap.KeyValues;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemType;
import org.junit.jupiter.api.Test;

/** Runs only in the test runs that leave a library of one backend off the class path. */
class WithoutLibraryCheck {

    private static final String ABSENT = System.getProperty("dynawrap.absent");

    @DbItem(pk = "USER#{owner}", sk = "STORY#{id}")
    record Story(String owner, String id) {}

    @Test
    void theLibraryIsReallyAbsent() {
        assertThat(ABSENT).isNotNull();
        assertThatThrownBy(() -> Class.forName(ABSENT)).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void keysAndModelsWorkWithoutIt() {
        assertThat(ItemType.of(Story.class).key(KeyValues.of("owner", "o", "id", "1")))
                .isEqualTo(new ItemKey("USER#o", "STORY#1"));
    }
}
