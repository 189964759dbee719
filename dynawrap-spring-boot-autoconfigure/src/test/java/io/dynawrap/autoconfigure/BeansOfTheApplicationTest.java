package io.dynawrap.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.dynawrap.DbItem;
import io.dynawrap.ItemStore;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.spi.Backend;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class BeansOfTheApplicationTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    @Test
    void anItemStoreOfTheApplicationsReplacesOursAndNeedsNoBackend() {
        runner.withBean("mine", ItemStore.class, () -> new DefaultItemStore(backend()))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBeanProvider(ItemStore.class).getIfUnique())
                            .isSameAs(context.getBean("mine"));
                    assertThat(context.getBeanFactory().containsSingleton("dynawrapBackend"))
                            .isFalse();
                });
    }

    /** A proxy of an interface, as an aspect makes it, and a mock are no {@link DefaultItemStore}. */
    @Test
    void theStoreMayBeReplacedByAProxyAndItsAdminStays() {
        runner.withPropertyValues("dynawrap.dynamodb.region=eu-west-1")
                .withBean("proxies", BeanPostProcessor.class, () -> new BeanPostProcessor() {
                    @Override
                    public Object postProcessAfterInitialization(Object bean, String name) {
                        return bean instanceof ItemStore
                                ? Proxy.newProxyInstance(
                                        getClass().getClassLoader(),
                                        new Class<?>[] {ItemStore.class},
                                        (proxy, method, arguments) -> method.invoke(bean, arguments))
                                : bean;
                    }
                })
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(ItemStore.class)).isNotInstanceOf(DefaultItemStore.class);
                    assertThat(context.getBean(StoreAdmin.class).describe().backend())
                            .isEqualTo("dynamodb");
                });
    }

    @Test
    void aDefaultItemStoreOfTheApplicationHasAnAdmin() {
        runner.withBean("mine", DefaultItemStore.class, () -> new DefaultItemStore(backend()))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(StoreAdmin.class));
    }

    @Test
    void anItemStoreOfTheApplicationsHasNoAdminUnlessTheApplicationDefinesIt() {
        runner.withBean("mine", ItemStore.class, () -> new DefaultItemStore(backend()))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(StoreAdmin.class));
    }

    @Test
    void aBackendOfTheApplicationsReplacesTheChoice() {
        runner.withBean("mine", Backend.class, BeansOfTheApplicationTest::backend)
                .run(context -> {
                    assertThat(context).hasSingleBean(ItemStore.class);
                    assertThat(context).getBeanNames(Backend.class).containsExactly("mine");
                });
    }

    @Test
    void anItemCodecOfTheApplicationsReplacesOurs() {
        runner.withPropertyValues("dynawrap.dynamodb.region=eu-west-1")
                .withBean("mine", ItemCodec.class, ItemCodec::create)
                .run(context -> {
                    assertThat(context).hasSingleBean(ItemStore.class);
                    assertThat(context).getBeanNames(ItemCodec.class).containsExactly("mine");
                });
    }

    @Test
    void withoutACustomizerTheCodecIsTheStandardOne() {
        runner.withPropertyValues("dynawrap.dynamodb.region=eu-west-1")
                .run(context -> assertThat(context.getBean(ItemCodec.class)
                                .type(Plain.class)
                                .schemaVersion())
                        .isEqualTo(ItemCodec.create().type(Plain.class).schemaVersion()));
    }

    @Test
    void aCustomizerChangesTheNamesOfTheFields() {
        runner.withPropertyValues("dynawrap.dynamodb.region=eu-west-1")
                .withBean(
                        DynawrapJacksonCustomizer.class,
                        () -> builder -> builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE))
                .run(context -> assertThat(context.getBean(ItemCodec.class)
                                .type(Customized.class)
                                .schemaVersion())
                        .isEqualTo(ItemCodec.create().type(Annotated.class).schemaVersion()));
    }

    private static Backend backend() {
        return new DynamoDbBackend(Clients.dynamoDb());
    }

    @DbItem(pk = "P#{id}", sk = "S#{id}", table = "plain")
    record Plain(String id) {}

    @DbItem(pk = "P#{partition_id}", sk = "S#{sort_id}")
    record Customized(String partitionId, String sortId) {}

    @DbItem(pk = "P#{partition_id}", sk = "S#{sort_id}")
    record Annotated(
            @JsonProperty("partition_id") String partitionId,
            @JsonProperty("sort_id") String sortId) {}
}
