package io.dynawrap.test.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.autoconfigure.BackendType;
import io.dynawrap.spi.Backend;
import io.dynawrap.test.ItemStoreTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.annotation.DirtiesContext;

/** Classes of tests that {@code ItemStoreTestOnBackendsTest} runs; they note what they see. */
final class Backends {

    static final List<String> SEEN = new ArrayList<>();

    private Backends() {}

    private static void note(String where, ApplicationContext context, Backend injected) {
        Backend backend = context.getBean(Backend.class);
        assertThat(injected).isSameAs(backend);
        SEEN.add(where + " on " + backend.name());
    }

    /** Saves the same item in every test, which must not be there before. */
    private static void saveFirst(ItemStore store) {
        Story story = new Story("johndoe", "1", "A story");
        assertThat(store.query(Story.class, KeyValues.of("owner", "johndoe")).list())
                .isEmpty();
        store.save(story);
        assertThat(store.query(Story.class, KeyValues.of("owner", "johndoe")).list())
                .containsExactly(story);
    }

    @ItemStoreTest(backends = {BackendType.POSTGRES, BackendType.DYNAMODB})
    static class OnBoth {

        @Autowired
        private ApplicationContext context;

        @Autowired
        private Backend backend;

        @BeforeEach
        void prepare(@Autowired ItemStore store) {
            saveFirst(store);
        }

        @Test
        void first() {
            note("first", context, backend);
        }

        @Test
        void second(@Autowired Backend parameter) {
            note("second", context, parameter);
        }

        @Nested
        class Inside {

            @Autowired
            private Backend inner;

            @Test
            void third() {
                assertThat(inner).isSameAs(backend);
                note("nested", context, inner);
            }
        }
    }

    @ItemStoreTest(backends = {BackendType.POSTGRES, BackendType.DYNAMODB})
    @TestInstance(Lifecycle.PER_CLASS)
    static class WithOneInstance {

        @Autowired
        private Backend backend;

        @Test
        void first() {
            SEEN.add("first on " + backend.name());
        }
    }

    @ItemStoreTest(backends = {BackendType.POSTGRES, BackendType.DYNAMODB})
    static class WithConstructor {

        private final Backend backend;

        WithConstructor(@Autowired Backend backend) {
            this.backend = backend;
        }

        @Test
        @DirtiesContext
        void first(@Autowired ApplicationContext context) {
            note("first", context, backend);
        }

        @Test
        void second(@Autowired ApplicationContext context) {
            note("second", context, backend);
        }
    }

    static class Inherits extends OnBoth {}

    @ItemStoreTest(properties = "dynawrap.backend=dynamodb")
    static class OnTheConfiguredOne {

        @Test
        void first(@Autowired ApplicationContext context, @Autowired Backend backend) {
            note("first", context, backend);
        }
    }

    @ItemStoreTest
    static class OnTheDefault {

        @BeforeAll
        static void prepare(@Autowired ItemStore store) {
            store.save(new Story("johndoe", "1", "From before all tests"));
        }

        @Test
        void first(@Autowired ApplicationContext context, @Autowired Backend backend) {
            note("first", context, backend);
        }
    }

    @ItemStoreTest(backends = {BackendType.POSTGRES, BackendType.DYNAMODB})
    static class WithInjectionBeforeAll {

        @BeforeAll
        static void prepare(@Autowired ItemStore store) {
            store.save(new Story("johndoe", "1", "On which backend?"));
        }

        @Test
        void first() {
            SEEN.add("first");
        }

        @AfterAll
        static void end() {
            SEEN.add("end");
        }
    }
}
