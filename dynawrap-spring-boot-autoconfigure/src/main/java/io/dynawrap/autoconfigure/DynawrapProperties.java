package io.dynawrap.autoconfigure;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the item store.
 *
 * @param backend Database that holds the items. When not set, the only usable one is taken.
 * @param createTables Whether the tables of the application's models are created at startup where they are missing.
 * @param checkEveryItem Whether every item is compared with what is read back of it before it is written, and not only the first
 *     one of each class. Meant for tests; @ItemStoreTest sets it.
 * @param tablePrefix Text put in front of every table name that 'dynawrap.tables' does not give.
 * @param tables Names that tables have in the database, as in 'dynawrap.tables.stories.name' for the table that the code calls
 *     'stories'. No prefix is added to them.
 * @param dynamodb Settings of the store that only DynamoDB uses.
 * @param stores Settings of further stores, by the names that the application's code gives them.
 */
@ConfigurationProperties("dynawrap")
record DynawrapProperties(
        @Nullable BackendType backend,
        @DefaultValue("true") boolean createTables,
        @DefaultValue("false") boolean checkEveryItem,
        @DefaultValue("") String tablePrefix,
        @DefaultValue Map<String, Table> tables,
        @DefaultValue DynamoDb dynamodb,
        @DefaultValue Map<String, Store> stores) {

    /** Returns the settings of a further store: its own, and those of the application's store for the others. */
    DynawrapProperties of(String name) {
        Store store = stores.get(name);
        return store == null
                ? this
                : new DynawrapProperties(
                        backend,
                        store.createTables() != null ? store.createTables() : createTables,
                        store.checkEveryItem() != null ? store.checkEveryItem() : checkEveryItem,
                        store.tablePrefix() != null ? store.tablePrefix() : tablePrefix,
                        store.tables().isEmpty() ? tables : store.tables(),
                        dynamodb,
                        stores);
    }

    /** Returns the packages with the models of a further store; empty if it has the models of the application's store. */
    List<String> packagesOf(String name) {
        Store store = stores.get(name);
        return store == null ? List.of() : store.packages();
    }

    /** Returns the packages whose models the application's store leaves to other stores. */
    List<String> packagesOfStores() {
        return stores.values().stream()
                .flatMap(store -> store.packages().stream())
                .toList();
    }

    /**
     * Settings of a further store. What is not set is as in the application's store.
     *
     * @param packages Packages of the application whose models this store holds, and no other one. When not set, the store
     *     has the models of the application's store.
     * @param createTables Whether the tables of the store's models are created where they are missing.
     * @param checkEveryItem Whether every item is compared with what is read back of it before it is written.
     * @param tablePrefix Text put in front of the names of the store's tables.
     * @param tables Names that the store's tables have in the database.
     */
    record Store(
            @DefaultValue List<String> packages,
            @Nullable Boolean createTables,
            @Nullable Boolean checkEveryItem,
            @Nullable String tablePrefix,
            @DefaultValue Map<String, Table> tables) {}

    /**
     * Settings of one table.
     *
     * @param name Name of the table in the database.
     */
    record Table(@Nullable String name) {

        Table {
            if (name == null || name.isBlank()) {
                throw new IllegalArgumentException("A table under dynawrap.tables needs a name");
            }
        }
    }

    /**
     * Settings of the store that only DynamoDB uses. The other settings of DynamoDB belong to its package.
     *
     * @param consistentReads Whether get and query see every write acknowledged before, at twice the price.
     */
    record DynamoDb(@DefaultValue("true") boolean consistentReads) {}
}
