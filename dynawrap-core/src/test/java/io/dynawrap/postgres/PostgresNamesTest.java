package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dynawrap.HostileText;
import org.junit.jupiter.api.Test;

/** No name of a table or of a schema means anything in SQL but itself. */
class PostgresNamesTest {

    private static final String PLAIN = "[A-Za-z0-9_.-]+";

    @Test
    void namesMadeUpByAnAttackerAreRefusedOrQuoted() {
        HostileText texts = new HostileText(21);
        int refused = 0;
        int quoted = 0;
        for (int i = 0; i < 20_000; i++) {
            String name = texts.near("stories");
            if (name.matches(PLAIN) && name.length() <= 63) {
                quoted++;
                assertThat(new PostgresNames(null).qualified(name)).isEqualTo('"' + name + '"');
                assertThat(new PostgresNames(name).qualified(name)).isEqualTo('"' + name + "\".\"" + name + '"');
            } else {
                refused++;
                assertThatIllegalArgumentException().isThrownBy(() -> new PostgresNames(name));
                assertThatIllegalArgumentException().isThrownBy(() -> new PostgresNames(null).qualified(name));
            }
        }
        assertThat(quoted).isGreaterThan(2000);
        assertThat(refused).isGreaterThan(2000);
    }

    @Test
    void namesHave1To63Characters() {
        assertThat(new PostgresNames("s".repeat(63)).qualified("t".repeat(63))).hasSize(131);
        assertThat(new PostgresNames("s").qualified("t")).isEqualTo("\"s\".\"t\"");
        for (String name : new String[] {"", "t".repeat(64), "é".repeat(32)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new PostgresNames(null).qualified(name))
                    .withMessageContaining("1 to 63 characters");
            assertThatIllegalArgumentException().isThrownBy(() -> new PostgresNames(name));
        }
    }
}
