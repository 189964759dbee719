package io.dynawrap.autoconfigure;

import io.dynawrap.autoconfigure.model.Models;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.observe.StoreListener;
import io.dynawrap.spi.Backend;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Creates stores beside the store of the application: on a second database, in another region, or on the other backend. A
 * store has the codec, the listener and the clock of the application, and the settings {@code dynawrap.stores.<name>}. Settings
 * that are absent there are those of the application's store.
 */
public final class ItemStoreFactory {

    private final DynawrapProperties properties;
    private final ItemCodec codec;
    private final Models models;
    private final ObjectProvider<StoreListener> listener;
    private final InstantSource clock;

    ItemStoreFactory(
            DynawrapProperties properties,
            ItemCodec codec,
            Models models,
            ObjectProvider<StoreListener> listener,
            InstantSource clock) {
        this.properties = properties;
        this.codec = codec;
        this.models = models;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Creates a store, checks its models, and creates their tables if the settings allow it. Its models are those in {@code
     * dynawrap.stores.<name>.packages}; without this setting, those of the application's store.
     *
     * @param name the name of the store's settings below {@code dynawrap.stores}
     * @param backend the backend; create it for this call, because a {@code Backend} bean can replace that of the application's
     *     store
     * @return the store
     * @throws RuntimeException if a model is invalid, or a table cannot be created
     */
    public DefaultItemStore create(String name, Backend backend) {
        List<String> packages = properties.packagesOf(name);
        return configure(backend, properties.of(name), packages.isEmpty() ? ownModels() : models.inPackages(packages))
                .withTables();
    }

    /** Configures the store of the application, and creates no table yet. */
    ConfiguredStore configure(Backend backend) {
        return configure(backend, properties, ownModels());
    }

    private Models ownModels() {
        return models.outsidePackages(properties.packagesOfStores());
    }

    private ConfiguredStore configure(Backend backend, DynawrapProperties settings, Models own) {
        TableNames tableNames = new TableNames(settings);
        own.tables().forEach(table -> tableNames.check(table, backend));
        DefaultItemStore store = DefaultItemStore.builder(backend)
                .codec(codec)
                .tableNames(tableNames)
                .consistentReads(settings.dynamodb().consistentReads())
                .checkEveryItem(settings.checkEveryItem())
                .updateTables(settings.updateTables())
                .clock(clock)
                .listener(listener.getIfAvailable(() -> StoreListener.NONE))
                .build();
        store.register(own.classes());
        return new ConfiguredStore(store, settings.createTables() ? own.tables() : List.of());
    }
}
