package io.dynawrap.autoconfigure;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the item store.
 *
 * @param backend Database that holds the items. When not set, the only usable one is taken.
 * @param createTables Whether the tables of the application's models are created at startup where they are missing.
 * @param tablePrefix Text put in front of every table name that 'dynawrap.tables' does not give.
 * @param tables Names that tables have in the database, as in 'dynawrap.tables.stories.name' for the table that the code calls
 *     'stories'. No prefix is added to them.
 * @param dynamodb Settings of the DynamoDB backend.
 * @param postgres Settings of the PostgreSQL backend.
 */
@ConfigurationProperties("dynawrap")
record DynawrapProperties(
        @Nullable BackendType backend,
        @DefaultValue("true") boolean createTables,
        @DefaultValue("") String tablePrefix,
        @DefaultValue Map<String, Table> tables,
        @DefaultValue DynamoDb dynamodb,
        @DefaultValue Postgres postgres) {

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
     * Settings of the DynamoDB backend.
     *
     * @param region AWS region. When not set, the AWS SDK looks for one, for example in AWS_REGION.
     * @param endpoint Address of a DynamoDB other than that of the region, for example of DynamoDB Local.
     * @param consistentReads Whether get and query see every write acknowledged before, at twice the price.
     * @param billingMode Billing mode of the tables that are created.
     * @param readCapacityUnits Read capacity of each table that is created, with billing mode 'provisioned' only.
     * @param writeCapacityUnits Write capacity of each table that is created, with billing mode 'provisioned' only.
     * @param batchWriteConcurrency Number of requests of 25 items that a batch has under way at the same time, 1 to 64.
     */
    record DynamoDb(
            @Nullable String region,
            @Nullable URI endpoint,
            @DefaultValue("true") boolean consistentReads,
            @DefaultValue("pay-per-request") BillingMode billingMode,
            @Nullable Long readCapacityUnits,
            @Nullable Long writeCapacityUnits,
            @DefaultValue("8") int batchWriteConcurrency) {

        private static final int MAX_CONCURRENCY = 64;

        DynamoDb {
            checkEndpoint(endpoint);
            checkUnits("read-capacity-units", readCapacityUnits, billingMode);
            checkUnits("write-capacity-units", writeCapacityUnits, billingMode);
            if (batchWriteConcurrency < 1 || batchWriteConcurrency > MAX_CONCURRENCY) {
                throw new IllegalArgumentException(
                        "Set dynawrap.dynamodb.batch-write-concurrency to a number from 1 to " + MAX_CONCURRENCY
                                + ", not " + batchWriteConcurrency);
            }
        }

        /** Without a scheme, the host of localhost:8000 is taken for one. */
        private static void checkEndpoint(@Nullable URI endpoint) {
            if (endpoint != null
                    && (endpoint.getHost() == null
                            || !List.of("http", "https")
                                    .contains(endpoint.getScheme().toLowerCase(Locale.ROOT)))) {
                throw new IllegalArgumentException(
                        "Write dynawrap.dynamodb.endpoint with http:// or https:// and a host,"
                                + " for example http://localhost:8000. It is "
                                + DataSourceUrl.withoutSecrets(endpoint.toString()));
            }
        }

        private static void checkUnits(String name, @Nullable Long units, BillingMode billingMode) {
            if (billingMode == BillingMode.PROVISIONED && (units == null || units < 1)) {
                throw new IllegalArgumentException("Set dynawrap.dynamodb." + name
                        + " to 1 or more, because dynawrap.dynamodb.billing-mode is provisioned");
            }
            if (billingMode != BillingMode.PROVISIONED && units != null) {
                throw new IllegalArgumentException("Set dynawrap.dynamodb.billing-mode to provisioned, or remove"
                        + " dynawrap.dynamodb." + name + ", which has no meaning without it");
            }
        }
    }

    /** How DynamoDB charges for a table. */
    enum BillingMode {
        /** By request. */
        PAY_PER_REQUEST,
        /** By capacity, used or not. */
        PROVISIONED
    }

    /**
     * Settings of the PostgreSQL backend.
     *
     * @param schema Schema of the tables. When not set, the connection's search path decides.
     */
    record Postgres(@Nullable String schema) {}
}
