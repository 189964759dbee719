package io.dynawrap.autoconfigure.dynamodb;

import io.dynawrap.autoconfigure.RedactedUrl;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the DynamoDB backend.
 *
 * @param region AWS region. When not set, the AWS SDK looks for one, for example in AWS_REGION.
 * @param endpoint Address of a DynamoDB other than that of the region, for example of DynamoDB Local.
 * @param billingMode Billing mode of the tables that are created.
 * @param readCapacityUnits Read capacity of each table that is created, with billing mode 'provisioned' only.
 * @param writeCapacityUnits Write capacity of each table that is created, with billing mode 'provisioned' only.
 * @param batchWriteConcurrency Number of requests, of 25 writes or 100 reads each, that a batch has under way at the same time, 1 to
 *     64.
 */
@ConfigurationProperties("dynawrap.dynamodb")
record DynamoDbProperties(
        @Nullable String region,
        @Nullable URI endpoint,
        @DefaultValue("pay-per-request") BillingMode billingMode,
        @Nullable Long readCapacityUnits,
        @Nullable Long writeCapacityUnits,
        @DefaultValue("8") int batchWriteConcurrency) {

    private static final int MAX_CONCURRENCY = 64;

    DynamoDbProperties {
        checkEndpoint(endpoint);
        checkUnits("read-capacity-units", readCapacityUnits, billingMode);
        checkUnits("write-capacity-units", writeCapacityUnits, billingMode);
        if (batchWriteConcurrency < 1 || batchWriteConcurrency > MAX_CONCURRENCY) {
            throw new IllegalArgumentException("Set dynawrap.dynamodb.batch-write-concurrency to a number from 1 to "
                    + MAX_CONCURRENCY + ", not " + batchWriteConcurrency);
        }
    }

    /** Without a scheme the host of localhost:8000 is parsed as a scheme. */
    private static void checkEndpoint(@Nullable URI endpoint) {
        if (endpoint != null
                && (endpoint.getHost() == null
                        || !List.of("http", "https")
                                .contains(endpoint.getScheme().toLowerCase(Locale.ROOT)))) {
            throw new IllegalArgumentException("Write dynawrap.dynamodb.endpoint with http:// or https:// and a host,"
                    + " for example http://localhost:8000. It is "
                    + RedactedUrl.of(endpoint.toString()));
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

    /** How DynamoDB charges for a table. */
    enum BillingMode {
        /** By request. */
        PAY_PER_REQUEST,
        /** By capacity, used or not. */
        PROVISIONED
    }
}
