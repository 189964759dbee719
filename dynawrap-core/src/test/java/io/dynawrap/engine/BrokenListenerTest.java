package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dynawrap.DbItem;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.observe.OperationListener;
import io.dynawrap.observe.StoreListener;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.WriteRequest;
import io.dynawrap.spi.WriteResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class BrokenListenerTest {

    @DbItem(pk = "USER#{owner}", sk = "NOTE#{id}", table = "notes")
    record Note(String owner, String id) {}

    enum Where {
        IS_ENABLED,
        STARTED,
        BEFORE_THE_REQUEST,
        AFTER_THE_REQUEST,
        COMPLETED
    }

    /** Throws a checked exception, as Kotlin lets every method do. */
    private record Throwing(Where where) implements StoreListener, OperationListener {

        @Override
        public boolean isEnabled() {
            fail(Where.IS_ENABLED);
            return true;
        }

        @Override
        public OperationListener started(Operation operation) {
            fail(Where.STARTED);
            return this;
        }

        @Override
        public <R extends @Nullable Object> R request(Supplier<R> call) {
            fail(Where.BEFORE_THE_REQUEST);
            R result = call.get();
            fail(Where.AFTER_THE_REQUEST);
            return result;
        }

        @Override
        public void completed(OperationListener.Result result, @Nullable Throwable failure) {
            fail(Where.COMPLETED);
        }

        private void fail(Where here) {
            if (where == here) {
                throwUnchecked(new IOException("the listener is broken"));
            }
        }

        @SuppressWarnings("unchecked")
        private static <E extends Throwable> void throwUnchecked(Throwable e) throws E {
            throw (E) e;
        }
    }

    /** Treats the requests as the given function does. */
    private abstract static class Requests implements StoreListener, OperationListener {

        @Override
        public boolean isEnabled() {
            return true;
        }

        @Override
        public OperationListener started(Operation operation) {
            return this;
        }

        @Override
        public void completed(OperationListener.Result result, @Nullable Throwable failure) {}
    }

    private static class Database extends FaultyBackend {

        final List<WriteRequest> writes = new ArrayList<>();

        @Override
        public WriteResult write(WriteRequest request) {
            writes.add(request);
            return new WriteResult.Written(null);
        }

        @Override
        public RangePage read(RangeRequest request) {
            return new RangePage(
                    List.of(stored("USER#joe", "NOTE#1", "{\"owner\": \"joe\", \"id\": \"1\"}")), null, null);
        }
    }

    private final Database database = new Database();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(StoreListener.class);

    @BeforeEach
    void readTheLog() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void leaveTheLog() {
        logger.detachAppender(log);
    }

    private static DefaultItemStore store(FaultyBackend backend, StoreListener listener) {
        return DefaultItemStore.builder(backend).listener(listener).build();
    }

    @ParameterizedTest
    @EnumSource
    void anExceptionOfTheListenerNeitherFailsNorRepeatsAWriteAndIsLoggedOnce(Where where) {
        DefaultItemStore store = store(database, new Throwing(where));

        assertThat(store.save(new Note("joe", "1"))).isEqualTo(new Note("joe", "1"));
        assertThat(store.save(new Note("joe", "2"))).isEqualTo(new Note("joe", "2"));

        assertThat(database.writes).hasSize(2);
        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getFormattedMessage()).startsWith("The listener of the store failed in ");
                    assertThat(event.getThrowableProxy().getMessage()).isEqualTo("the listener is broken");
                });
    }

    @ParameterizedTest
    @EnumSource
    void aStreamEndsAsItWouldWithoutTheListener(Where where) {
        DefaultItemStore store = store(database, new Throwing(where));

        assertThat(store.query(Note.class, KeyValues.of("owner", "joe")).list()).containsExactly(new Note("joe", "1"));
    }

    @ParameterizedTest
    @EnumSource
    void theFailureOfTheDatabaseIsTheOneThatIsThrown(Where where) {
        StoreException refused = new StoreException("refused", null, StoreProblem.OTHER, false);
        FaultyBackend refusing = new FaultyBackend() {
            @Override
            public WriteResult write(WriteRequest request) {
                throw refused;
            }
        };

        assertThatThrownBy(() -> store(refusing, new Throwing(where)).save(new Note("joe", "1")))
                .isSameAs(refused);
    }

    @Test
    void aListenerThatSendsNothingOrReturnsSomethingElseChangesNoAnswer() {
        DefaultItemStore store = store(database, new Requests() {
            @Override
            @SuppressWarnings("unchecked")
            public <R extends @Nullable Object> R request(Supplier<R> call) {
                return (R) new WriteResult.Written(42.0);
            }
        });

        store.save(new Note("joe", "1"));

        assertThat(database.writes).hasSize(1);
        assertThat(log.list).isEmpty();
    }

    @Test
    void aListenerThatSendsTwiceSendsOnce() {
        DefaultItemStore store = store(database, new Requests() {
            @Override
            public <R extends @Nullable Object> R request(Supplier<R> call) {
                call.get();
                return call.get();
            }
        });

        store.save(new Note("joe", "1"));

        assertThat(database.writes).hasSize(1);
    }

    @Test
    void aListenerThatHidesAFailureDoesNotMakeItASuccess() {
        StoreException refused = new StoreException("refused", null, StoreProblem.OTHER, false);
        FaultyBackend refusing = new FaultyBackend() {
            @Override
            public WriteResult write(WriteRequest request) {
                throw refused;
            }
        };
        DefaultItemStore store = store(refusing, new Requests() {
            @Override
            @SuppressWarnings("unchecked")
            public <R extends @Nullable Object> R request(Supplier<R> call) {
                try {
                    return call.get();
                } catch (StoreException e) {
                    return (R) new WriteResult.Written(null);
                }
            }
        });

        assertThatThrownBy(() -> store.save(new Note("joe", "1"))).isSameAs(refused);
    }
}
