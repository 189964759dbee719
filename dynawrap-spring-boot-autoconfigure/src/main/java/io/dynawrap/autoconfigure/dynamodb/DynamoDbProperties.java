package io.dynawrap.autoconfigure.dynamodb;

import io.dynawrap.autoconfigure.RedactedUrl;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the DynamoDB backend.
 *
 * @param region AWS region. When not set, that of an AwsRegionProvider bean, or the one the AWS SDK finds, for example in AWS_REGION.
 * @param endpoint Address of a DynamoDB other than that of the region, for example of DynamoDB Local.
 * @param billingMode Billing mode of the tables that are created.
 * @param readCapacityUnits Read capacity of each table that is created, with billing mode 'provisioned' only.
 * @param writeCapacityUnits Write capacity of each table that is created, with billing mode 'provisioned' only.
 * @param batchWriteConcurrency Number of requests, of 25 writes or 100 reads each, that a batch has under way at the same time, 1 to
 *     64.
 * @param maxConnections Connections that the client has at most, one for each request under way. When not set, 50 and those of one
 *     batch.
 * @param apiCallTimeout Longest time of a request with all its retries, 0 for no limit.
 * @param apiCallAttemptTimeout Longest time of one attempt at a request, 0 for no limit.
 * @param connectionTimeout Longest time to open a connection, 0 for the default of the AWS SDK.
 */
@ConfigurationProperties("dynawrap.dynamodb")
record DynamoDbProperties(
        @Nullable String region,
        @Nullable URI endpoint,
        @DefaultValue("pay-per-request") BillingMode billingMode,
        @Nullable Long readCapacityUnits,
        @Nullable Long writeCapacityUnits,
        @DefaultValue("8") int batchWriteConcurrency,
        @Nullable Integer maxConnections,
        @DefaultValue("30s") Duration apiCallTimeout,
        @DefaultValue("10s") Duration apiCallAttemptTimeout,
        @DefaultValue("2s") Duration connectionTimeout) {

    private static final int MAX_CONCURRENCY = 64;

    /** As many as the SDK's HTTP client has by default. */
    private static final int CONNECTIONS_BESIDE_BATCH = 50;

    DynamoDbProperties {
        checkEndpoint(endpoint);
        checkUnits("read-capacity-units", readCapacityUnits, billingMode);
        checkUnits("write-capacity-units", writeCapacityUnits, billingMode);
        if (batchWriteConcurrency < 1 || batchWriteConcurrency > MAX_CONCURRENCY) {
            throw new IllegalArgumentException("Set dynawrap.dynamodb.batch-write-concurrency to a number from 1 to "
                    + MAX_CONCURRENCY + ", not " + batchWriteConcurrency);
        }
        if (maxConnections != null && maxConnections < batchWriteConcurrency) {
            throw new IllegalArgumentException("Set dynawrap.dynamodb.max-connections to "
                    + batchWriteConcurrency
                    + " or more, because dynawrap.dynamodb.batch-write-concurrency is "
                    + batchWriteConcurrency + ". It is " + maxConnections);
        }
        checkTimeout("api-call-timeout", apiCallTimeout);
        checkTimeout("api-call-attempt-timeout", apiCallAttemptTimeout);
        checkTimeout("connection-timeout", connectionTimeout);
    }

    int connections() {
        return maxConnections != null ? maxConnections : CONNECTIONS_BESIDE_BATCH + batchWriteConcurrency;
    }

    private static void checkTimeout(String name, Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "Set dynawrap.dynamodb." + name + " to a time, or to 0 for no limit, not " + timeout);
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
