package io.dynawrap.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.autoconfigure.actuate.DynawrapEndpointAutoConfiguration;
import io.dynawrap.autoconfigure.actuate.DynawrapHealthAutoConfiguration;
import io.dynawrap.autoconfigure.observation.DynawrapObservationAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class BeanNamesTest {

    private final ApplicationContextRunner runner = Contexts.runner()
            .withConfiguration(AutoConfigurations.of(
                    DynawrapEndpointAutoConfiguration.class,
                    DynawrapHealthAutoConfiguration.class,
                    DynawrapObservationAutoConfiguration.class))
            .withBean(ObservationRegistry.class, ObservationRegistry::create)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withPropertyValues("management.endpoints.web.exposure.include=dynawrap");

    /** Spring Boot refuses two beans of one name, and an application may have beans of any other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dynawrap.dynamodb.region=eu-west-1",
                "spring.datasource.url=jdbc:postgresql://localhost:1/nowhere"
            })
    void allBeansHaveNamesThatBeginWithThatOfTheLibrary(String backend) {
        runner.withPropertyValues(backend).run(context -> {
            assertThat(context).hasNotFailed();
            Stream<String> ours = Arrays.stream(context.getBeanDefinitionNames())
                    .filter(name -> {
                        BeanDefinition definition = context.getBeanFactory().getBeanDefinition(name);
                        return definition.getFactoryMethodName() != null
                                && String.valueOf(definition.getFactoryBeanName())
                                        .startsWith("io.dynawrap.");
                    });
            assertThat(ours).hasSizeGreaterThan(5).allMatch(name -> name.startsWith("dynawrap"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "itemStore",
                "itemCodec",
                "dynamoDbClient",
                "models",
                "storeAdmin",
                "backend",
                "storeMeterHandler",
                "observationStoreListener",
                "postgresBackendCandidate"
            })
    void anApplicationMayHaveBeansOfOtherTypesWithUsualNames(String name) {
        runner.withPropertyValues("dynawrap.dynamodb.region=eu-west-1")
                .withAllowBeanDefinitionOverriding(false)
                .withBean(name, Duration.class, () -> Duration.ZERO)
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(ItemStore.class);
                    assertThat(context.getBean(name)).isEqualTo(Duration.ZERO);
                });
    }
}
