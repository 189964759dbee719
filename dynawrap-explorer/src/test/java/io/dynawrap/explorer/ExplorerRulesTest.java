package io.dynawrap.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.autoconfigure.DynawrapAutoConfiguration;
import io.dynawrap.autoconfigure.actuate.DynawrapEndpointAutoConfiguration;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.spi.Backend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** When there is a page, and what the log says about it. */
@ExtendWith(OutputCaptureExtension.class)
class ExplorerRulesTest {

    private static final String ENABLED = "dynawrap.explorer.enabled=true";
    private static final String EXPOSED = "management.endpoints.web.exposure.include=health,dynawrap";

    private final WebApplicationContextRunner runner = configured(new WebApplicationContextRunner());

    private static <R extends AbstractApplicationContextRunner<R, ?, ?>> R configured(R runner) {
        return runner.withConfiguration(AutoConfigurations.of(
                        DynawrapAutoConfiguration.class,
                        DynawrapEndpointAutoConfiguration.class,
                        ExplorerAutoConfiguration.class))
                .withBean(Backend.class, UnusedDatabase::backend);
    }

    @Test
    void byDefaultThereIsNoPageAndNothingIsSaid(CapturedOutput output) {
        runner.withPropertyValues(EXPOSED).run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(ExplorerController.class);
            assertThat(output).doesNotContain("/dynawrap");
        });
    }

    @Test
    void withBothSettingsThereIsAPageAndAWarningSaysWhatItShows(CapturedOutput output) {
        runner.withPropertyValues(ENABLED, EXPOSED).run(context -> {
            assertThat(context).hasSingleBean(ExplorerController.class);
            assertThat(output)
                    .containsOnlyOnce("WARN")
                    .contains("The page at /dynawrap shows stored items to everyone who reaches it.");
        });
    }

    @Test
    void aWarningIsGivenAtStartupAlsoWhereBeansAreMadeLate(CapturedOutput output) {
        runner.withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .withPropertyValues(ENABLED, EXPOSED)
                .run(context -> assertThat(output).contains("shows stored items to everyone"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "management.endpoints.web.exposure.include=health",
                "management.endpoints.web.exposure.exclude=dynawrap",
                "management.endpoints.jmx.exposure.include=dynawrap",
                "management.endpoint.dynawrap.access=NONE",
                "management.endpoints.access.default=NONE",
                "management.server.port=0",
                "management.server.port=-1"
            })
    void whereTheManagementRulesDoNotAllowItThereIsNoPageAndAWarningSaysWhatToWrite(
            String rule, CapturedOutput output) {
        boolean aboutExposure = rule.contains("exposure.include");
        runner.withPropertyValues(ENABLED, aboutExposure ? "some=thing" : EXPOSED, rule)
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(ExplorerController.class);
                    assertAbsenceIsTold(output);
                });
    }

    @Test
    void withoutSpringMvcThereIsNoPage(CapturedOutput output) {
        configured(new ApplicationContextRunner())
                .withClassLoader(new FilteredClassLoader("org.springframework.web", "jakarta.servlet"))
                .withPropertyValues(ENABLED, EXPOSED)
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean("dynawrapExplorer");
                    assertAbsenceIsTold(output);
                });
    }

    @Test
    void anApplicationThatIsNotOfServletsHasNoPage(CapturedOutput output) {
        configured(new ReactiveWebApplicationContextRunner())
                .withPropertyValues(ENABLED, EXPOSED)
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(ExplorerController.class);
                    assertAbsenceIsTold(output);
                });
    }

    @Test
    void anApplicationWithTwoStoresHasNoPage() {
        runner.withPropertyValues(ENABLED, EXPOSED)
                .withBean("one", StoreAdmin.class, () -> new DefaultItemStore(UnusedDatabase.backend()).admin())
                .withBean("other", StoreAdmin.class, () -> new DefaultItemStore(UnusedDatabase.backend()).admin())
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ExplorerController.class));
    }

    @Test
    void theStylesheetIsKeptInAnApplicationThatIsProcessedAheadOfTime() {
        RuntimeHints hints = new RuntimeHints();

        new ExplorerHints().registerHints(hints, null);

        assertThat(RuntimeHintsPredicates.resource().forResource("io/dynawrap/explorer/explorer.css"))
                .accepts(hints);
    }

    private static void assertAbsenceIsTold(CapturedOutput output) {
        assertThat(output)
                .containsOnlyOnce("WARN")
                .contains("dynawrap.explorer.enabled is true, but there is no page at /dynawrap")
                .contains("        include: health,dynawrap");
    }
}
