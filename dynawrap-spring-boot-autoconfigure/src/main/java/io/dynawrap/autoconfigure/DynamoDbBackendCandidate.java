package io.dynawrap.autoconfigure;

import io.dynawrap.autoconfigure.DynawrapProperties.BillingMode;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.spi.Backend;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** DynamoDB, usable when there is a {@link DynamoDbClient} bean: the application's, or ours. */
final class DynamoDbBackendCandidate implements BackendCandidate {

    private final DynawrapProperties.DynamoDb properties;
    private final ListableBeanFactory beans;
    private final Environment environment;

    DynamoDbBackendCandidate(
            DynawrapProperties.DynamoDb properties, ListableBeanFactory beans, Environment environment) {
        this.properties = properties;
        this.beans = beans;
        this.environment = environment;
    }

    @Override
    public BackendType type() {
        return BackendType.DYNAMODB;
    }

    @Override
    public Finding finding() {
        return clients() > 0
                ? Finding.usable(
                        type(),
                        OnDynamoDbSettings.found(environment)
                                .map(property -> property + " is set to "
                                        + DataSourceUrl.withoutSecrets(environment.getRequiredProperty(property)))
                                .orElse("there is a bean with a DynamoDbClient or its connection details"))
                : noClient();
    }

    @Override
    public Backend create() {
        DynamoDbClient client = beans.getBeanProvider(DynamoDbClient.class).getIfUnique();
        if (client == null) {
            throw new BackendChoiceException(type(), List.of(clients() > 0 ? severalClients() : noClient()));
        }
        DynamoDbBackend backend =
                new DynamoDbBackend(client).withBatchWriteConcurrency(properties.batchWriteConcurrency());
        return properties.billingMode() == BillingMode.PROVISIONED
                ? backend.withProvisionedThroughput(
                        units(properties.readCapacityUnits()), units(properties.writeCapacityUnits()))
                : backend;
    }

    /** By definition only, because to make our client may mean to ask for a region over the network. */
    private int clients() {
        return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, DynamoDbClient.class, true, false).length;
    }

    private Finding noClient() {
        return OnDynamoDbSettings.found(environment).isEmpty()
                ? Finding.unusable(
                        type(),
                        "there is no DynamoDbClient bean, and none of dynawrap.dynamodb.region,"
                                + " dynawrap.dynamodb.endpoint and AWS_REGION is set",
                        "Set dynawrap.dynamodb.region.")
                : Finding.unusable(
                        type(),
                        "there is no DynamoDbClient bean, and none is made without software.amazon.awssdk:apache5-client",
                        "Define a DynamoDbClient bean, or add the dependency software.amazon.awssdk:apache5-client.");
    }

    private Finding severalClients() {
        return Finding.unusable(
                type(),
                "there are several DynamoDbClient beans, and none of them is primary",
                "Mark the one to use with @Primary.");
    }

    private static long units(@Nullable Long units) {
        if (units == null) {
            throw new IllegalStateException("The properties were not checked");
        }
        return units;
    }
}
