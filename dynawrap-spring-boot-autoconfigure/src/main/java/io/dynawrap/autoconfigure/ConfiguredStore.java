package io.dynawrap.autoconfigure;

import io.dynawrap.StoreException;
import io.dynawrap.engine.DefaultItemStore;
import java.util.List;
import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * Behind the beans of the store and of its admin, so that a mock, proxy or decorator of the store leaves the admin
 * unchanged. Not proxied itself.
 *
 * @param store the store, whose models are checked
 * @param tables the tables to create, by their logical names
 */
record ConfiguredStore(DefaultItemStore store, List<String> tables) implements AopInfrastructureBean {

    /** Creates the tables of the models, if the settings say so. */
    DefaultItemStore withTables() {
        tables.forEach(this::createTable);
        return store;
    }

    private void createTable(String table) {
        try {
            store.table(table).createTable();
        } catch (StoreException e) {
            throw new TableSetupException(table, e);
        }
    }
}
