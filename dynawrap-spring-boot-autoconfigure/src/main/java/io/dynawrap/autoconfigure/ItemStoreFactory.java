package io.dynawrap.autoconfigure;

import io.dynawrap.ItemStore;
import io.dynawrap.StoreException;
import io.dynawrap.autoconfigure.model.Models;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.observe.StoreListener;
import io.dynawrap.spi.Backend;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Creates stores beside the store of the application: on a second database, in another region, or on the other backend. A
 * store has the codec and the listener of the application, and the settings {@code dynawrap.stores.<name>}. Settings that are
 * not there are those of the application's store.
 */
public final class ItemStoreFactory {

    private final DynawrapProperties properties;
    private final ItemCodec codec;
    private final Models models;
    private final ObjectProvider<StoreListener> listener;

    ItemStoreFactory(
            DynawrapProperties properties, ItemCodec codec, Models models, ObjectProvider<StoreListener> listener) {
        this.properties = properties;
        this.codec = codec;
        this.models = models;
        this.listener = listener;
    }

    /**
     * Creates a store, checks its models, and creates their tables if the settings allow it. Its models are those in {@code
     * dynawrap.stores.<name>.packages}; without this setting, those of the application's store.
     *
     * @param name the name of the store's settings below {@code dynawrap.stores}
     * @param backend the database; an application usually creates it here, and not as a bean
     * @return the store
     * @throws RuntimeException if a model is invalid, or a table cannot be created
     */
    public DefaultItemStore create(String name, Backend backend) {
        List<String> packages = properties.packagesOf(name);
        return create(backend, properties.of(name), packages.isEmpty() ? ownModels() : models.inPackages(packages));
    }

    /** Creates the store of the application. */
    DefaultItemStore create(Backend backend) {
        return create(backend, properties, ownModels());
    }

    private Models ownModels() {
        return models.outsidePackages(properties.packagesOfStores());
    }

    private DefaultItemStore create(Backend backend, DynawrapProperties settings, Models own) {
        TableNames tableNames = new TableNames(settings);
        own.tables().forEach(table -> tableNames.check(table, backend));
        DefaultItemStore store = DefaultItemStore.builder(backend)
                .codec(codec)
                .tableNames(tableNames)
                .consistentReads(settings.dynamodb().consistentReads())
                .checkEveryItem(settings.checkEveryItem())
                .listener(listener.getIfAvailable(() -> StoreListener.NONE))
                .build();
        store.register(own.classes());
        if (settings.createTables()) {
            own.tables().forEach(table -> createTable(store, table));
        }
        return store;
    }

    private static void createTable(ItemStore store, String table) {
        try {
            store.table(table).createTable();
        } catch (StoreException e) {
            throw new TableSetupException(table, e);
        }
    }
}
