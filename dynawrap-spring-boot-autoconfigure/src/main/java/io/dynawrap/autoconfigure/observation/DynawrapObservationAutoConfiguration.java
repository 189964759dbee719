package io.dynawrap.autoconfigure.observation;

import io.dynawrap.autoconfigure.DynawrapAutoConfiguration;
import io.dynawrap.observe.StoreListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ProxyType;
import org.springframework.context.annotation.Proxyable;
import org.springframework.core.task.TaskDecorator;

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
    @Proxyable(ProxyType.INTERFACES)
    @ConditionalOnMissingBean(StoreListener.class)
    ObservationStoreListener dynawrapObservationStoreListener(
            ObservationRegistry registry, ObjectProvider<StoreObservationConvention> convention) {
        return new ObservationStoreListener(registry, convention.getIfAvailable());
    }

    /** For the threads of the store only: the application decides what the tasks of other executors carry. */
    @Bean(defaultCandidate = false)
    TaskDecorator dynawrapObservationTaskDecorator(ObservationRegistry registry) {
        return new ObservationTaskDecorator(registry);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBean(MeterRegistry.class)
    static class Meters {

        /** The maximum number of tables with meters. */
        static final int MAX_TABLES = 100;

        @Bean
        @ConditionalOnMissingBean
        StoreMeterHandler dynawrapStoreMeterHandler(MeterRegistry meters) {
            return new StoreMeterHandler(meters);
        }

        /** As Spring Boot limits the addresses of HTTP requests: meters are never removed. */
        @Bean
        @ConditionalOnMissingBean(name = "dynawrapTableTagLimit")
        MeterFilter dynawrapTableTagLimit() {
            return MeterFilter.maximumAllowableTags("dynawrap.store", "table", MAX_TABLES, new FurtherTables());
        }
    }
}
