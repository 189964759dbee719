package io.dynawrap.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedServerTest {

    private final List<String> events = new ArrayList<>();
    private final SharedServer<AutoCloseable> shared = new SharedServer<>(() -> {
        events.add("start");
        return () -> events.add("stop");
    });

    @Test
    void aServerStartsOnceForAllItsUsers() {
        AutoCloseable first = shared.acquire();

        assertThat(shared.acquire()).isSameAs(first);
        assertThat(events).containsExactly("start");
    }

    @Test
    void aServerStopsWithItsLastUser() {
        shared.acquire();
        shared.acquire();
        shared.release();
        assertThat(events).containsExactly("start");

        shared.release();

        assertThat(events).containsExactly("start", "stop");
    }

    @Test
    void aServerStartsAgainForANewUser() {
        shared.acquire();
        shared.release();

        shared.acquire();

        assertThat(events).containsExactly("start", "stop", "start");
    }

    @Test
    void namesAreNeverGivenTwice() {
        shared.acquire();
        String first = shared.newName("local");
        shared.release();
        shared.acquire();

        assertThat(first).isEqualTo("local");
        assertThat(shared.newName("local")).isEqualTo("local2");
    }
}
