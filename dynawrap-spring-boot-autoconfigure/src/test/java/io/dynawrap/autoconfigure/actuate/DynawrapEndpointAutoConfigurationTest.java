package io.dynawrap.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.autoconfigure.Clients;
import io.dynawrap.autoconfigure.Contexts;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.StoreAdmin;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DynawrapEndpointAutoConfigurationTest {

    private static final String EXPOSED = "management.endpoints.web.exposure.include=dynawrap";

    private final ApplicationContextRunner runner = Contexts.runner()
            .withConfiguration(AutoConfigurations.of(DynawrapEndpointAutoConfiguration.class))
            .withPropertyValues("dynawrap.dynamodb.region=eu-west-1");

    @Test
    void theEndpointIsThereWhereItIsExposed() {
        runner.withPropertyValues(EXPOSED)
                .run(context -> assertThat(
                                context.getBean(DynawrapEndpoint.class).store().backend())
                        .isEqualTo("dynamodb"));
    }

    @Test
    void theEndpointIsAbsentUnlessItIsExposed() {
        runner.run(
                context -> assertThat(context).hasSingleBean(ItemStore.class).doesNotHaveBean(DynawrapEndpoint.class));
    }

    @Test
    void theEndpointIsAbsentWhereAccessToItIsDenied() {
        runner.withPropertyValues(EXPOSED, "management.endpoint.dynawrap.access=NONE")
                .run(context -> assertThat(context).doesNotHaveBean(DynawrapEndpoint.class));
    }

    @Test
    void furtherStoresAreShownByTheNamesOfTheirBeans() {
        runner.withPropertyValues(EXPOSED)
                .withBean(
                        "archive",
                        StoreAdmin.class,
                        () -> store().admin(),
                        definition -> ((AbstractBeanDefinition) definition).setDefaultCandidate(false))
                .run(context -> {
                    DynawrapEndpoint endpoint = context.getBean(DynawrapEndpoint.class);
                    assertThat(endpoint.store().otherStores()).containsOnlyKeys("archive");
                    assertThat(endpoint.count("Story", null, "archive")).isNull();
                });
    }

    @Test
    void theApplicationMayHaveTwoStores() {
        runner.withPropertyValues(EXPOSED)
                .withBean("one", StoreAdmin.class, () -> store().admin())
                .withBean("other", StoreAdmin.class, () -> store().admin())
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DynawrapEndpoint.class));
    }

    private static DefaultItemStore store() {
        return new DefaultItemStore(new DynamoDbBackend(Clients.dynamoDb()));
    }
}
