package io.dynawrap.autoconfigure.dynamodb;

import io.dynawrap.autoconfigure.BackendAvailability;
import io.dynawrap.autoconfigure.BackendCandidate;
import io.dynawrap.autoconfigure.BackendType;
import io.dynawrap.autoconfigure.RedactedUrl;
import io.dynawrap.autoconfigure.dynamodb.DynamoDbProperties.BillingMode;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.spi.Backend;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** DynamoDB, usable with a {@link DynamoDbClient} bean of the application or of the auto-configuration. */
final class DynamoDbBackendCandidate implements BackendCandidate {

    private final DynamoDbProperties properties;
    private final ListableBeanFactory beans;
    private final Environment environment;

    DynamoDbBackendCandidate(DynamoDbProperties properties, ListableBeanFactory beans, Environment environment) {
        this.properties = properties;
        this.beans = beans;
        this.environment = environment;
    }

    @Override
    public BackendType type() {
        return BackendType.DYNAMODB;
    }

    @Override
    public BackendAvailability availability() {
        return clients() > 0
                ? BackendAvailability.usable(
                        type(),
                        OnDynamoDbSettings.found(environment)
                                .map(property -> property + " is set to "
                                        + RedactedUrl.of(environment.getRequiredProperty(property)))
                                .orElse("there is a bean with a DynamoDbClient or its connection details"))
                : noClient();
    }

    @Override
    public Backend create() {
        DynamoDbClient client = beans.getBeanProvider(DynamoDbClient.class).getIfUnique();
        if (client == null) {
            throw (clients() > 0 ? severalClients() : noClient()).toException();
        }
        DynamoDbBackend backend =
                new DynamoDbBackend(client).withBatchWriteConcurrency(properties.batchWriteConcurrency());
        return properties.billingMode() == BillingMode.PROVISIONED
                ? backend.withProvisionedThroughput(
                        units(properties.readCapacityUnits()), units(properties.writeCapacityUnits()))
                : backend;
    }

    /** Counts bean definitions only, because creating a client may look up a region over the network. */
    private int clients() {
        return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, DynamoDbClient.class, true, false).length;
    }

    private BackendAvailability noClient() {
        return OnDynamoDbSettings.found(environment).isEmpty()
                ? BackendAvailability.unusable(
                        type(),
                        "there is no DynamoDbClient bean, and dynawrap.dynamodb.region,"
                                + " dynawrap.dynamodb.endpoint and AWS_REGION are not set",
                        "Set dynawrap.dynamodb.region.")
                : BackendAvailability.unusable(
                        type(),
                        "there is no DynamoDbClient bean, and software.amazon.awssdk:apache5-client is missing to create it",
                        "Define a DynamoDbClient bean, or add the dependency software.amazon.awssdk:apache5-client.");
    }

    private BackendAvailability severalClients() {
        return BackendAvailability.unusable(
                type(),
                "there are several DynamoDbClient beans, and no primary bean",
                "Mark the one to use with @Primary.");
    }

    private static long units(@Nullable Long units) {
        if (units == null) {
            throw new IllegalStateException("The properties were not checked");
        }
        return units;
    }
}
