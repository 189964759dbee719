package io.dynawrap.autoconfigure.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.autoconfigure.postgres.PostgresProperties.ExpirySweep;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class PostgresPropertiesTest {

    private static final ExpirySweep SWEEP = new ExpirySweep(true, Duration.ofMinutes(1), 1000);

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(WithProperties.class);

    @Test
    void everySettingHasADefault() {
        runner.run(context -> assertThat(context.getBean(PostgresProperties.class))
                .isEqualTo(new PostgresProperties(null, false, Duration.ofSeconds(30), Duration.ofMinutes(10), SWEEP)));
    }

    @Test
    void everySettingIsRead() {
        runner.withPropertyValues(
                        "dynawrap.postgres.schema=app",
                        "dynawrap.postgres.transaction-pooler=true",
                        "dynawrap.postgres.query-timeout=5s",
                        "dynawrap.postgres.scan-timeout=0")
                .run(context -> assertThat(context.getBean(PostgresProperties.class))
                        .isEqualTo(new PostgresProperties("app", true, Duration.ofSeconds(5), Duration.ZERO, SWEEP)));
    }

    @Test
    void theSettingsOfTheSweepAreRead() {
        runner.withPropertyValues(
                        "dynawrap.postgres.expiry-sweep.enabled=false",
                        "dynawrap.postgres.expiry-sweep.pause=5s",
                        "dynawrap.postgres.expiry-sweep.chunk=10")
                .run(context -> assertThat(
                                context.getBean(PostgresProperties.class).expirySweep())
                        .isEqualTo(new ExpirySweep(false, Duration.ofSeconds(5), 10)));
    }

    @ParameterizedTest
    @CsvSource({"pause=0s, pause", "pause=-1s, pause", "chunk=0, chunk"})
    void aPauseIsPositiveAndAChunkAtLeastOne(String setting, String named) {
        runner.withPropertyValues("dynawrap.postgres.expiry-sweep." + setting)
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(named));
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
