package io.dynawrap.test.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.springframework.core.NestedExceptionUtils;

/** Runs classes of tests and looks at what they saw. */
@Execution(ExecutionMode.SAME_THREAD)
class ItemStoreTestOnBackendsTest {

    @BeforeEach
    void forget() {
        Backends.SEEN.clear();
    }

    @Test
    void aClassRunsOnEachOfItsBackendsWithCleanTables() {
        assertAllSucceed(Backends.OnBoth.class);

        assertThat(Backends.SEEN)
                .containsExactlyInAnyOrder(
                        "first on postgres",
                        "second on postgres",
                        "nested on postgres",
                        "first on dynamodb",
                        "second on dynamodb",
                        "nested on dynamodb");
    }

    @Test
    void aConstructorIsInjectedAndADirtyContextIsMadeAgain() {
        assertAllSucceed(Backends.WithConstructor.class);

        assertThat(Backends.SEEN)
                .containsExactlyInAnyOrder(
                        "first on postgres", "second on postgres", "first on dynamodb", "second on dynamodb");
    }

    @Test
    void aSubclassRunsOnTheBackendsOfItsSuperclass() {
        assertAllSucceed(Backends.Inherits.class);

        assertThat(Backends.SEEN).contains("first on postgres", "first on dynamodb");
    }

    @Test
    void aClassWithoutBackendsRunsOnTheConfiguredOne() {
        assertAllSucceed(Backends.OnTheConfiguredOne.class);

        assertThat(Backends.SEEN).containsExactly("first on dynamodb");
    }

    @Test
    void aClassWithoutAnythingRunsOnPostgresAndHasAContextBeforeAllTests() {
        assertAllSucceed(Backends.OnTheDefault.class);

        assertThat(Backends.SEEN).containsExactly("first on postgres");
    }

    @Test
    void theBackendIsShownInTheNameOfARun() {
        EngineExecutionResults results = run(Backends.OnBoth.class);

        assertThat(results.containerEvents().started().stream()
                        .map(event -> event.getTestDescriptor().getDisplayName()))
                .containsSubsequence("POSTGRES", "DYNAMODB");
    }

    @ParameterizedTest
    @ValueSource(classes = {Backends.WithInjectionBeforeAll.class, Backends.WithOneInstance.class})
    void injectionOutsideOfATestFailsWithTheReasonWhereThereAreSeveralBackends(Class<?> tests) {
        EngineExecutionResults results = run(tests);

        assertThat(Backends.SEEN).noneMatch(seen -> seen.startsWith("first"));
        assertThat(results.containerEvents().failed().stream().map(ItemStoreTestOnBackendsTest::failure))
                .singleElement()
                .asString()
                .contains("@ItemStoreTest(backends = ...) gives " + tests.getName(), "@BeforeEach", "PER_CLASS");
    }

    private static void assertAllSucceed(Class<?> tests) {
        EngineExecutionResults results = run(tests);

        assertThat(results.allEvents().failed().stream().map(ItemStoreTestOnBackendsTest::failure))
                .isEmpty();
        assertThat(results.testEvents().succeeded().count()).isPositive();
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute();
    }

    private static String failure(Event event) {
        return event.getPayload(TestExecutionResult.class)
                .flatMap(TestExecutionResult::getThrowable)
                .map(NestedExceptionUtils::getMostSpecificCause)
                .map(Throwable::toString)
                .orElse(event.toString());
    }
}
