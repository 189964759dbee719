package io.dynawrap.autoconfigure;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the item store.
 *
 * @param backend Database that holds the items. When not set, the only usable one is taken.
 * @param createTables Whether the tables of the application's models are created at startup where they are missing.
 * @param updateTables Whether tables that exist get at startup what the application's models need: Time to Live on DynamoDB, an
 *     index for expired items on PostgreSQL. Otherwise what is missing is logged.
 * @param checkEveryItem Whether every item is compared with what is read back of it before it is written, and not only the first
 *     one of each class. Meant for tests; @ItemStoreTest sets it.
 * @param tablePrefix Text put in front of every table name that 'dynawrap.tables' does not give.
 * @param tables Names that tables have in the database, as in 'dynawrap.tables.stories.name' for the table that the code calls
 *     'stories'. No prefix is added to them.
 * @param dynamodb Settings of the store that only DynamoDB uses.
 */
@ConfigurationProperties("dynawrap")
record DynawrapProperties(
        @Nullable BackendType backend,
        @DefaultValue("true") boolean createTables,
        @DefaultValue("false") boolean updateTables,
        @DefaultValue("false") boolean checkEveryItem,
        @DefaultValue("") String tablePrefix,
        @DefaultValue Map<String, Table> tables,
        @DefaultValue DynamoDb dynamodb) {

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
