package io.dynawrap.autoconfigure.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.autoconfigure.Applications;
import io.dynawrap.autoconfigure.Contexts;
import io.dynawrap.autoconfigure.models.stories.StoriesApplication;
import io.dynawrap.autoconfigure.models.stories.Story;
import io.dynawrap.embedded.DynamoDbLocalServer;
import io.dynawrap.observe.StoreListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynawrapObservationAutoConfigurationTest {

    private final ApplicationContextRunner runner = Contexts.runner()
            .withConfiguration(AutoConfigurations.of(DynawrapObservationAutoConfiguration.class))
            .withPropertyValues("dynawrap.dynamodb.region=eu-west-1");

    @Test
    void withoutARegistryNobodyListens() {
        runner.run(context -> assertThat(context).hasSingleBean(ItemStore.class).doesNotHaveBean(StoreListener.class));
    }

    @Test
    void withARegistryOperationsAreObservedAndNotMetered() {
        runner.withBean(ObservationRegistry.class, ObservationRegistry::create)
                .run(context -> assertThat(context)
                        .hasSingleBean(ObservationStoreListener.class)
                        .doesNotHaveBean(StoreMeterHandler.class));
    }

    @Test
    void withAMeterRegistryTheCountsAreMetered() {
        runner.withBean(ObservationRegistry.class, ObservationRegistry::create)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> assertThat(context).hasSingleBean(StoreMeterHandler.class));
    }

    @Test
    void aListenerOfTheApplicationsTakesThePlaceOfOurs() {
        runner.withBean(ObservationRegistry.class, ObservationRegistry::create)
                .withBean("mine", StoreListener.class, () -> StoreListener.NONE)
                .run(context ->
                        assertThat(context).getBeanNames(StoreListener.class).containsExactly("mine"));
    }

    @Test
    void withoutMicrometersMetersOperationsAreObservedAllTheSame() {
        Contexts.runnerWithout("org.h2", "io.micrometer.core")
                .withConfiguration(AutoConfigurations.of(DynawrapObservationAutoConfiguration.class))
                .withPropertyValues("dynawrap.dynamodb.region=eu-west-1")
                .withBean(ObservationRegistry.class, ObservationRegistry::create)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(ObservationStoreListener.class));
    }

    @Test
    void withoutMicrometerTheStoreIsThere() {
        Contexts.runnerWithout("org.h2", "io.micrometer")
                .withConfiguration(AutoConfigurations.of(DynawrapObservationAutoConfiguration.class))
                .withPropertyValues("dynawrap.dynamodb.region=eu-west-1")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(ItemStore.class));
    }

    @Test
    void anApplicationWithTheActuatorHasTheMetersWithoutAnySetting() {
        try (ConfigurableApplicationContext context =
                Applications.start(OnDynamoDbLocal.class, "dynawrap.backend=dynamodb")) {
            ItemStore store = context.getBean(ItemStore.class);
            store.save(new Story("joe", "1", "One"));
            store.query(Story.class, KeyValues.of("owner", "joe")).list();

            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(meters.get("dynawrap.store")
                            .tags("operation", "save")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(meters.get("dynawrap.store.items")
                            .tags("operation", "query")
                            .summary()
                            .totalAmount())
                    .isEqualTo(1);
            assertThat(meters.get("dynawrap.store.capacity")
                            .tags("operation", "save")
                            .summary()
                            .totalAmount())
                    .isEqualTo(1);
            assertThat(meters.get("dynawrap.store")
                            .tags("operation", "createTable")
                            .timers())
                    .isNotEmpty();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(StoriesApplication.class)
    static class OnDynamoDbLocal {

        @Bean
        DynamoDbLocalServer server() {
            return DynamoDbLocalServer.start();
        }

        @Bean
        DynamoDbClient client(DynamoDbLocalServer server) {
            return DynamoDbClient.builder()
                    .httpClientBuilder(Apache5HttpClient.builder())
                    .endpointOverride(server.endpoint())
                    .region(Region.of(server.region()))
                    .credentialsProvider(StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey())))
                    .build();
        }
    }
}
