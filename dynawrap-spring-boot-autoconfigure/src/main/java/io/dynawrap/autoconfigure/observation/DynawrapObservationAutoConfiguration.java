package io.dynawrap.autoconfigure.observation;

import io.dynawrap.autoconfigure.DynawrapAutoConfiguration;
import io.dynawrap.observe.StoreListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Observes the operations of the store if the application has an {@link ObservationRegistry}, and meters their results
 * if it has a {@link MeterRegistry}. A {@link StoreListener} bean of the application replaces the one of this class.
 */
@AutoConfiguration(
        before = DynawrapAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
public final class DynawrapObservationAutoConfiguration {

    DynawrapObservationAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(StoreListener.class)
    ObservationStoreListener observationStoreListener(
            ObservationRegistry registry, ObjectProvider<StoreObservationConvention> convention) {
        return new ObservationStoreListener(registry, convention.getIfAvailable());
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBean(MeterRegistry.class)
    static class Meters {

        @Bean
        @ConditionalOnMissingBean
        StoreMeterHandler storeMeterHandler(MeterRegistry meters) {
            return new StoreMeterHandler(meters);
        }
    }
}
