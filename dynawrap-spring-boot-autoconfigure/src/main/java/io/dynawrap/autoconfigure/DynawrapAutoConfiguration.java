package io.dynawrap.autoconfigure;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dynawrap.DbItem;
import io.dynawrap.ItemStore;
import io.dynawrap.backend.Backend;
import io.dynawrap.backend.DefaultItemStore;
import io.dynawrap.mapping.ItemCodec;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Makes the {@link ItemStore}: chooses the {@link Backend}, finds and checks the application's models, and creates their
 * tables, all before another bean can use the store. An application's own {@link ItemStore}, {@link Backend} or
 * {@link ItemCodec} bean takes the place of ours.
 */
@AutoConfiguration(after = {DynamoDbBackendAutoConfiguration.class, PostgresBackendAutoConfiguration.class})
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
    @ConditionalOnMissingBean(ItemStore.class)
    @DependsOnDatabaseInitialization
    DefaultItemStore itemStore(
            Backend backend, ItemCodec codec, DynawrapProperties properties, ApplicationContext context) {
        DefaultItemStore store = DefaultItemStore.builder(backend)
                .codec(codec)
                .tableNames(new TableNames(properties))
                .consistentReads(properties.dynamodb().consistentReads())
                .build();
        Set<Class<?>> models = ModelScan.models(context);
        store.register(models);
        if (properties.createTables()) {
            createTables(store, models);
        }
        return store;
    }

    private static void createTables(ItemStore store, Set<Class<?>> models) {
        models.stream()
                .map(model -> model.getAnnotation(DbItem.class).table())
                .filter(table -> !table.isEmpty())
                .distinct()
                .sorted()
                .forEach(table -> store.table(table).createTable());
    }
}
