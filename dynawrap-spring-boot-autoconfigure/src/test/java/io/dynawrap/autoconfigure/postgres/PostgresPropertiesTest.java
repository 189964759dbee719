package io.dynawrap.autoconfigure.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class PostgresPropertiesTest {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(WithProperties.class);

    @Test
    void everySettingHasADefault() {
        runner.run(context -> assertThat(context.getBean(PostgresProperties.class))
                .isEqualTo(new PostgresProperties(null, false, Duration.ofSeconds(30), Duration.ofMinutes(10))));
    }

    @Test
    void everySettingIsRead() {
        runner.withPropertyValues(
                        "dynawrap.postgres.schema=app",
                        "dynawrap.postgres.transaction-pooler=true",
                        "dynawrap.postgres.query-timeout=5s",
                        "dynawrap.postgres.scan-timeout=0")
                .run(context -> assertThat(context.getBean(PostgresProperties.class))
                        .isEqualTo(new PostgresProperties("app", true, Duration.ofSeconds(5), Duration.ZERO)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"query-timeout", "scan-timeout"})
    void aTimeoutIsNotNegative(String name) {
        runner.withPropertyValues("dynawrap.postgres." + name + "=-1s")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessage("Set dynawrap.postgres." + name + " to a time, or to 0 for no limit, not PT-1S"));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(PostgresProperties.class)
    static class WithProperties {}
}
