package io.dynawrap.autoconfigure;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dynawrap.ItemStore;
import io.dynawrap.autoconfigure.model.Models;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.observe.StoreListener;
import io.dynawrap.spi.Backend;
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
import org.springframework.dao.support.PersistenceExceptionTranslator;

/**
 * Creates the {@link ItemStore}: chooses the {@link Backend}, finds and checks the models of the application, and
 * creates their tables, before another bean can use the store. An {@link ItemStore}, {@link Backend} or {@link
 * ItemCodec} bean of the application replaces the one of this class. The auto-configurations that offer backends run
 * before this one.
 */
@AutoConfiguration
@EnableConfigurationProperties(DynawrapProperties.class)
public final class DynawrapAutoConfiguration {

    DynawrapAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean({Backend.class, ItemStore.class})
    Backend dynawrapBackend(DynawrapProperties properties, ObjectProvider<BackendCandidate> candidates) {
        return new BackendChoice(candidates.stream().toList()).create(properties.backend());
    }

    @Bean
    @ConditionalOnMissingBean
    ItemCodec itemCodec(ObjectProvider<DynawrapJacksonCustomizer> customizers) {
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
            DynawrapProperties properties, ItemCodec codec, Models models, ObjectProvider<StoreListener> listener) {
        return new ItemStoreFactory(properties, codec, models, listener);
    }

    /** Behind the beans of the store and of its admin, so that a mock or proxy of the store leaves the admin unchanged. */
    record ConfiguredStore(DefaultItemStore store) {}

    @Bean
    @ConditionalOnMissingBean(ItemStore.class)
    @DependsOnDatabaseInitialization
    ConfiguredStore dynawrapConfiguredStore(Backend backend, ItemStoreFactory stores) {
        return new ConfiguredStore(stores.create(backend));
    }

    @Bean
    @ConditionalOnMissingBean
    ItemStore itemStore(ConfiguredStore configured) {
        return configured.store();
    }

    @Bean
    @ConditionalOnBean(ConfiguredStore.class)
    @ConditionalOnMissingBean
    StoreAdmin dynawrapStoreAdmin(ConfiguredStore configured) {
        return configured.store().admin();
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
