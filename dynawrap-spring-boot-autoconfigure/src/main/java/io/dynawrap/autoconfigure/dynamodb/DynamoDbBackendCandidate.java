package io.dynawrap.autoconfigure.dynamodb;

import io.dynawrap.autoconfigure.BackendAvailability;
import io.dynawrap.autoconfigure.BackendCandidate;
import io.dynawrap.autoconfigure.BackendType;
import io.dynawrap.autoconfigure.RedactedUrl;
import io.dynawrap.autoconfigure.dynamodb.DynamoDbBackendAutoConfiguration.DynamoDbBackendConfiguration;
import io.dynawrap.autoconfigure.dynamodb.DynamoDbProperties.BillingMode;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.spi.Backend;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.task.TaskDecorator;
import org.springframework.util.StringUtils;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

/** DynamoDB, usable with a {@link DynamoDbClient} bean of the application or of the auto-configuration. */
final class DynamoDbBackendCandidate implements BackendCandidate {

    private static final Logger LOG = LoggerFactory.getLogger(DynamoDbBackendCandidate.class);

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
        if (clients().length == 0) {
            return noClient();
        }
        Optional<String> setting = OnDynamoDbSettings.found(environment);
        if (hasBeans() && setting.filter(OnDynamoDbSettings.ENVIRONMENT::equals).isPresent()) {
            setting = Optional.empty();
        }
        String reason = setting.map(property ->
                        property + " is set to " + RedactedUrl.of(environment.getRequiredProperty(property)))
                .orElse("there is a bean with a DynamoDbClient or its connection details");
        return setting.filter(OnDynamoDbSettings.ENVIRONMENT::equals).isPresent()
                ? BackendAvailability.fallback(type(), reason)
                : BackendAvailability.usable(type(), reason);
    }

    /** Reports whether the application, a container or a server for tests defines a client or connection details. */
    private boolean hasBeans() {
        return !List.of(clients()).equals(List.of(DynamoDbBackendConfiguration.CLIENT))
                || !List.of(beans.getBeanNamesForType(DynamoDbConnectionDetails.class, true, false))
                        .equals(List.of(DynamoDbBackendConfiguration.DETAILS));
    }

    @Override
    public Backend create() {
        DynamoDbBackend backend = new DynamoDbBackend(client())
                .withBatchWriteConcurrency(properties.batchWriteConcurrency())
                .withTaskDecorator(taskDecorator());
        return properties.billingMode() == BillingMode.PROVISIONED
                ? backend.withProvisionedThroughput(
                        units(properties.readCapacityUnits()), units(properties.writeCapacityUnits()))
                : backend;
    }

    /** Returns all decorators of the application, as Spring Boot applies them to its executors, and that of the store. */
    private UnaryOperator<Runnable> taskDecorator() {
        List<TaskDecorator> decorators =
                beans.getBeanProvider(TaskDecorator.class).orderedStream().toList();
        return task -> {
            Runnable decorated = task;
            for (TaskDecorator decorator : decorators) {
                decorated = decorator.decorate(decorated);
            }
            return decorated;
        };
    }

    private DynamoDbClient client() {
        if (beans.containsBean(DynamoDbBackendConfiguration.STORE_CLIENT)) {
            DynamoDbClient client = beans.getBean(DynamoDbBackendConfiguration.STORE_CLIENT, DynamoDbClient.class);
            LOG.info(
                    "The store uses its own client, for {}: the location is set, so other DynamoDbClient beans are not used",
                    client.serviceClientConfiguration()
                            .endpointOverride()
                            .map(Object::toString)
                            .orElseGet(() ->
                                    client.serviceClientConfiguration().region().id()));
            return client;
        }
        DynamoDbClient client = beans.getBeanProvider(DynamoDbClient.class).getIfUnique();
        if (client == null) {
            throw (clients().length > 0 ? severalClients() : noClient()).toException();
        }
        warnOfAnotherRegion(client);
        return client;
    }

    private void warnOfAnotherRegion(DynamoDbClient client) {
        String region = properties.region();
        DynamoDbServiceClientConfiguration actual = client.serviceClientConfiguration();
        // a mock of a client has no configuration
        if (StringUtils.hasText(region)
                && actual != null
                && !region.equals(actual.region().id())) {
            LOG.warn(
                    "dynawrap.dynamodb.region is {}, but the DynamoDbClient bean of the application uses {}. Remove the property, or"
                            + " change the client",
                    region,
                    actual.region().id());
        }
    }

    /** Returns the names of bean definitions only, because creating a client may look up a region over the network. */
    private String[] clients() {
        return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, DynamoDbClient.class, true, false);
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
