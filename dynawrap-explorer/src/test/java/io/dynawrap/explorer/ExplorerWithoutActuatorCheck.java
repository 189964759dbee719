package io.dynawrap.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.ItemStore;
import io.dynawrap.explorer.explored.ExploredApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs in an execution of Surefire of its own, without the actuator on the class path. */
class ExplorerWithoutActuatorCheck {

    @Test
    void theLibraryIsAbsent() {
        assertThatThrownBy(
                        () -> Class.forName(
                                "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void thePageThatShowsDataIsNotThereAndTheLogSaysWhatItNeeds(CapturedOutput output) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ExploredApplication.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.datasource.url=jdbc:postgresql://localhost:1/nowhere",
                        "--dynawrap.create-tables=false",
                        "--dynawrap.explorer.enabled=true")) {
            assertThat(context.getBean(ItemStore.class)).isNotNull();
            assertThat(context.getBeanDefinitionNames()).doesNotContain("dynawrapExplorer");
        }
        assertThat(output).contains("there is no page at /dynawrap", "spring-boot-starter-actuator");
    }
}
