package io.dynawrap.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.ItemStore;
import io.dynawrap.autoconfigure.Applications;
import io.dynawrap.autoconfigure.Contexts;
import io.dynawrap.autoconfigure.models.stories.StoriesApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs in an execution of Surefire of its own, without the libraries that only this package uses. A class loader that
 * hides them would not do: a class that was loaded before still shows annotations that are not to be seen.
 */
class WithoutActuatorCheck {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.micrometer.core.instrument.MeterRegistry",
                "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint",
                "org.springframework.boot.actuate.endpoint.annotation.Endpoint",
                "org.springframework.boot.health.contributor.HealthIndicator"
            })
    void theLibraryIsAbsent(String className) {
        assertThatThrownBy(() -> Class.forName(className)).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void theStoreIsThere() {
        try (ConfigurableApplicationContext context = Applications.start(
                StoriesApplication.class,
                "spring.datasource.url=" + Contexts.POSTGRES_URL,
                "dynawrap.create-tables=false")) {
            assertThat(context.getBean(ItemStore.class)).isNotNull();
            assertThat(context.getBeanDefinitionNames())
                    .doesNotContain("dynawrapEndpoint", "dynawrapHealthContributor", "dynawrapStoreMeterHandler");
        }
    }
}
