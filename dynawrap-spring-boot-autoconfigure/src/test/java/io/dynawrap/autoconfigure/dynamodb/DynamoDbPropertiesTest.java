package io.dynawrap.autoconfigure.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.autoconfigure.Contexts;
import io.dynawrap.autoconfigure.EditorMetadata;
import io.dynawrap.autoconfigure.dynamodb.DynamoDbProperties.BillingMode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class DynamoDbPropertiesTest {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(WithProperties.class);

    @Test
    void everySettingHasADefault() {
        runner.run(context -> assertThat(context.getBean(DynamoDbProperties.class))
                .isEqualTo(new DynamoDbProperties(
                        null,
                        null,
                        BillingMode.PAY_PER_REQUEST,
                        null,
                        null,
                        8,
                        null,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2))));
    }

    @Test
    void everySettingIsRead() {
        runner.withPropertyValues(
                        "dynawrap.dynamodb.region=eu-west-1",
                        "dynawrap.dynamodb.endpoint=http://localhost:8000",
                        "dynawrap.dynamodb.billing-mode=provisioned",
                        "dynawrap.dynamodb.read-capacity-units=5",
                        "dynawrap.dynamodb.write-capacity-units=6",
                        "dynawrap.dynamodb.batch-write-concurrency=3",
                        "dynawrap.dynamodb.max-connections=7",
                        "dynawrap.dynamodb.api-call-timeout=20s",
                        "dynawrap.dynamodb.api-call-attempt-timeout=4s",
                        "dynawrap.dynamodb.connection-timeout=500ms")
                .run(context -> assertThat(context.getBean(DynamoDbProperties.class))
                        .isEqualTo(new DynamoDbProperties(
                                "eu-west-1",
                                URI.create("http://localhost:8000"),
                                BillingMode.PROVISIONED,
                                5L,
                                6L,
                                3,
                                7,
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(4),
                                Duration.ofMillis(500))));
    }

    @ParameterizedTest
    @CsvSource({"8, 58", "64, 114"})
    void theClientHasTheConnectionsOfABatchBesideThoseOfOtherCalls(int concurrency, int connections) {
        runner.withPropertyValues("dynawrap.dynamodb.batch-write-concurrency=" + concurrency)
                .run(context -> assertThat(
                                context.getBean(DynamoDbProperties.class).connections())
                        .isEqualTo(connections));
    }

    @Test
    void fewerConnectionsThanABatchUsesAreAnError() {
        runner.withPropertyValues("dynawrap.dynamodb.max-connections=7")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessage("Set dynawrap.dynamodb.max-connections to 8 or more, because"
                                + " dynawrap.dynamodb.batch-write-concurrency is 8. It is 7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-call-timeout", "api-call-attempt-timeout", "connection-timeout"})
    void aTimeoutIsNotNegative(String name) {
        runner.withPropertyValues("dynawrap.dynamodb." + name + "=-1s")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessage("Set dynawrap.dynamodb." + name + " to a time, or to 0 for no limit, not PT-1S"));
    }

    @Test
    void theDefaultsThatEditorsShowAreThoseThatApply() throws IOException {
        List<String> defaults = EditorMetadata.defaults();
        assertThat(defaults).contains("dynawrap.dynamodb.billing-mode=pay-per-request");
        runner.withPropertyValues(defaults.toArray(String[]::new))
                .run(explicit -> runner.run(implicit -> assertThat(explicit.getBean(DynamoDbProperties.class))
                        .isEqualTo(implicit.getBean(DynamoDbProperties.class))));
    }

    @ParameterizedTest
    @CsvSource({
        "provisioned, '', 6, Set dynawrap.dynamodb.read-capacity-units to 1 or more",
        "provisioned, 5, '', Set dynawrap.dynamodb.write-capacity-units to 1 or more",
        "provisioned, 0, 6, Set dynawrap.dynamodb.read-capacity-units to 1 or more",
        "pay-per-request, 5, '', Set dynawrap.dynamodb.billing-mode to provisioned",
        "pay-per-request, '', 6, Set dynawrap.dynamodb.billing-mode to provisioned",
    })
    void capacityGoesWithProvisionedBillingOnly(String mode, String read, String write, String message) {
        runner.withPropertyValues(
                        "dynawrap.dynamodb.billing-mode=" + mode,
                        "dynawrap.dynamodb.read-capacity-units=" + read,
                        "dynawrap.dynamodb.write-capacity-units=" + write)
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessageStartingWith(message));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65})
    void theConcurrencyOfBatchesIsOneToSixtyFour(int concurrency) {
        runner.withPropertyValues("dynawrap.dynamodb.batch-write-concurrency=" + concurrency)
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessage("Set dynawrap.dynamodb.batch-write-concurrency to a number from 1 to 64, not "
                                + concurrency));
    }

    @Test
    void settingsAreCheckedAlsoWhereItemsAreInPostgres() {
        Contexts.runner()
                .withPropertyValues(
                        "dynawrap.backend=postgres",
                        "spring.datasource.url=" + Contexts.POSTGRES_URL,
                        "dynawrap.dynamodb.batch-write-concurrency=0")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageStartingWith("Set dynawrap.dynamodb.batch-write-concurrency"));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(DynamoDbProperties.class)
    static class WithProperties {}
}
