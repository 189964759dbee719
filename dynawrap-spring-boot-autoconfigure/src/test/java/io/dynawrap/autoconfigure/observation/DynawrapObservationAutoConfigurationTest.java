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
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.TaskDecorator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;

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

    @Test
    void theThreadsOfABatchWorkInTheScopeOfItsObservation() {
        try (ConfigurableApplicationContext context =
                Applications.start(OnDynamoDbLocal.class, "dynawrap.backend=dynamodb")) {
            context.getBean(ItemStore.class)
                    .batchWrite(IntStream.range(0, 100)
                            .mapToObj(n -> new Story("joe", "" + n, "A story"))
                            .toList());

            assertThat(context.getBean(CurrentObservations.class).names)
                    .hasSize(4)
                    .containsOnly("dynawrap.store");
        }
    }

    /** The executors of the application have the decorators of the application. */
    @Test
    void theStoresTaskDecoratorIsForTheStoreOnly() {
        runner.withBean(ObservationRegistry.class, ObservationRegistry::create)
                .withBean("mine", TaskDecorator.class, () -> task -> task)
                .run(context -> assertThat(
                                context.getAutowireCapableBeanFactory().createBean(Executors.class).decorators)
                        .containsExactly(context.getBean("mine", TaskDecorator.class)));
    }

    static class Executors {

        final List<TaskDecorator> decorators;

        Executors(ObjectProvider<TaskDecorator> decorators) {
            this.decorators = decorators.orderedStream().toList();
        }
    }

    /** Sees which observation is current where a request of a batch is sent; four requests wait for each other. */
    static final class CurrentObservations implements ExecutionInterceptor {

        final List<String> names = Collections.synchronizedList(new ArrayList<>());
        private final ObservationRegistry registry;
        private final CountDownLatch together = new CountDownLatch(4);

        CurrentObservations(ObservationRegistry registry) {
            this.registry = registry;
        }

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            if (context.request() instanceof BatchWriteItemRequest) {
                Observation current = registry.getCurrentObservation();
                names.add(current == null ? "none" : current.getContextView().getName());
                together.countDown();
                try {
                    assertThat(together.await(10, TimeUnit.MINUTES)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(StoriesApplication.class)
    static class OnDynamoDbLocal {

        @Bean
        CurrentObservations currentObservations(ObservationRegistry registry) {
            return new CurrentObservations(registry);
        }

        @Bean
        DynamoDbLocalServer server() {
            return DynamoDbLocalServer.start();
        }

        @Bean
        DynamoDbClient client(DynamoDbLocalServer server, CurrentObservations observations) {
            return DynamoDbClient.builder()
                    .httpClientBuilder(Apache5HttpClient.builder())
                    .endpointOverride(server.endpoint())
                    .overrideConfiguration(config -> config.addExecutionInterceptor(observations))
                    .region(Region.of(server.region()))
                    .credentialsProvider(StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey())))
                    .build();
        }
    }
}
