package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.engine.StoreAdmin.Sweep;
import io.dynawrap.engine.StoreAdmin.Sweep.End;
import io.dynawrap.spi.SweepRequest;
import io.dynawrap.spi.SweepResult;
import io.dynawrap.spi.TableSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sweep over a backend whose answers are given. */
class ExpirySweepTest {

    @DbItem(pk = "A#{id}", sk = "A", table = "sessions")
    record Session(String id, @ExpiresAt Instant end) {}

    private final Deque<SweepResult> answers = new ArrayDeque<>();
    private final RecordingListener listener = new RecordingListener();
    private final List<TableSpec> created = new ArrayList<>();
    private final DefaultItemStore store = store();
    private final StoreAdmin admin = store.admin();

    private DefaultItemStore store() {
        DefaultItemStore store = DefaultItemStore.builder(new FaultyBackend() {
                    @Override
                    public void createTable(TableSpec table) {
                        created.add(table);
                    }

                    @Override
                    public SweepResult deleteExpired(SweepRequest request) {
                        if (answers.isEmpty()) {
                            throw new StoreException("the server was lost", null, StoreProblem.UNAVAILABLE, true);
                        }
                        return answers.remove();
                    }
                })
                .listener(listener)
                .build();
        store.register(List.of(Session.class));
        return store;
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 0, -1, Long.MIN_VALUE})
    void aSweepTakesADurationOfAnyLength(long seconds) {
        answers.add(new SweepResult.Deleted(10));
        answers.add(new SweepResult.Deleted(3));

        assertThat(admin.sweepExpired("sessions", 10, Duration.ofSeconds(seconds)))
                .isEqualTo(seconds > 0 ? new Sweep(13, End.COMPLETE) : new Sweep(0, End.TIME_OVER));
    }

    @Test
    void aTableThatNoModelNamesIsCreatedAndSweptForTheModelsThatCallsNameBefore() {
        DefaultItemStore tenant = store.table("sessions-7");
        tenant.createTable();
        tenant.scan(Session.class);
        tenant.createTable();

        assertThat(created)
                .containsExactly(new TableSpec("sessions-7", null, false), new TableSpec("sessions-7", "end", false));
        answers.add(new SweepResult.Deleted(3));
        assertThat(admin.sweepExpired("sessions-7", 10, Duration.ofDays(1))).isEqualTo(new Sweep(3, End.COMPLETE));
    }

    @Test
    void theChunksBeforeAFailureAreCounted() {
        answers.add(new SweepResult.Deleted(10));
        answers.add(new SweepResult.Deleted(10));

        assertThatThrownBy(() -> admin.sweepExpired("sessions", 10, Duration.ofDays(1)))
                .hasMessage("the server was lost");
        assertThat(listener.completed()).singleElement().satisfies(ended -> {
            assertThat(ended.result().items()).isEqualTo(20);
            assertThat(ended.failure()).hasMessage("the server was lost");
        });
    }
}
