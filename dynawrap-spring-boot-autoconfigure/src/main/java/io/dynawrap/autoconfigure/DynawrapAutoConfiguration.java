package io.dynawrap.autoconfigure;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dynawrap.ItemStore;
import io.dynawrap.autoconfigure.model.Models;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.observe.StoreListener;
import io.dynawrap.spi.Backend;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.ProxyType;
import org.springframework.context.annotation.Proxyable;
import org.springframework.dao.support.PersistenceExceptionTranslator;

/**
 * Creates the {@link ItemStore}: chooses the {@link Backend}, finds and checks the models of the application, and
 * creates their tables, before another bean can use the store. An {@link ItemStore}, {@link Backend} or {@link
 * ItemCodec} bean of the application replaces the one of this class. A {@link java.time.Clock} or other {@link InstantSource}
 * bean decides when items expire. The auto-configurations that offer backends run
 * before this one.
 *
 * <p>Beside an {@code ItemStore} of the application, the one of this class is only injected by its name, {@code
 * dynawrapItemStore}, so that the application's store can decorate it. Without such an injection nothing is created. A
 * test that mocks the store creates no table and opens no connection.
 */
@AutoConfiguration
@EnableConfigurationProperties(DynawrapProperties.class)
public final class DynawrapAutoConfiguration {

    private static final String STORE = "dynawrapItemStore";

    DynawrapAutoConfiguration() {}

    @Bean
    @Lazy
    @Proxyable(ProxyType.INTERFACES)
    @ConditionalOnMissingBean
    Backend dynawrapBackend(DynawrapProperties properties, ObjectProvider<BackendCandidate> candidates) {
        return new BackendChoice(candidates.stream().toList()).create(properties.backend());
    }

    @Bean
    @ConditionalOnMissingBean
    ItemCodec dynawrapItemCodec(ObjectProvider<DynawrapJacksonCustomizer> customizers) {
        JsonMapper.Builder builder = JsonMapper.builder();
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return ItemCodec.of(builder.build());
    }

    @Bean
    Models dynawrapModels(ApplicationContext context) {
        return Models.of(context);
    }

    @Bean
    @ConditionalOnMissingBean
    ItemStoreFactory dynawrapItemStoreFactory(
            DynawrapProperties properties,
            ItemCodec codec,
            Models models,
            ObjectProvider<StoreListener> listener,
            ObjectProvider<InstantSource> clock) {
        return new ItemStoreFactory(properties, codec, models, listener, clock.getIfUnique(InstantSource::system));
    }

    @Bean
    @Lazy
    @DependsOnDatabaseInitialization
    ConfiguredStore dynawrapConfiguredStore(Backend backend, ItemStoreFactory stores) {
        return stores.configure(backend);
    }

    @Bean(STORE)
    @Proxyable(ProxyType.INTERFACES)
    @ConditionalOnMissingBean
    ItemStore dynawrapItemStore(ConfiguredStore configured) {
        return configured.withTables();
    }

    /** Depends on the store by its name: a mock of it creates no tables. */
    @Bean
    @Lazy
    @Proxyable(ProxyType.INTERFACES)
    @DependsOn(STORE)
    @ConditionalOnBean(name = STORE)
    @ConditionalOnMissingBean
    StoreAdmin dynawrapStoreAdmin(ConfiguredStore configured) {
        return configured.store().admin();
    }

    /** For an {@code ItemStore} of the application that decorates it. */
    @Bean(name = STORE, defaultCandidate = false)
    @Lazy
    @Proxyable(ProxyType.INTERFACES)
    @ConditionalOnMissingBean(name = STORE)
    ItemStore dynawrapDecoratedStore(ConfiguredStore configured) {
        return configured.withTables();
    }

    /** Of a store that the application defines. */
    @Bean
    @ConditionalOnMissingBean(StoreAdmin.class)
    @ConditionalOnSingleCandidate(DefaultItemStore.class)
    StoreAdmin dynawrapAdminOfOwnStore(DefaultItemStore store) {
        return store.admin();
    }

    /** Of Spring's exceptions, if they are on the class path. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(PersistenceExceptionTranslator.class)
    static class ExceptionTranslation {

        @Bean
        @ConditionalOnMissingBean
        ConditionFailureTranslator dynawrapConditionFailureTranslator() {
            return new ConditionFailureTranslator();
        }
    }
}
