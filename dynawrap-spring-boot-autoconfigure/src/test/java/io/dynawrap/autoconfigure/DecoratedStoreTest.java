package io.dynawrap.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.autoconfigure.actuate.DynawrapEndpoint;
import io.dynawrap.autoconfigure.actuate.DynawrapEndpointAutoConfiguration;
import io.dynawrap.autoconfigure.actuate.DynawrapHealthAutoConfiguration;
import io.dynawrap.autoconfigure.observation.DynawrapObservationAutoConfiguration;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.observe.StoreListener;
import io.dynawrap.spi.Backend;
import io.micrometer.observation.ObservationRegistry;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.RootClassFilter;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Applications that put something around the store, beside the actuator. */
class DecoratedStoreTest {

    private final ApplicationContextRunner runner = Contexts.withModels(Contexts.runner(), "none")
            .withConfiguration(AutoConfigurations.of(
                    DynawrapEndpointAutoConfiguration.class,
                    DynawrapHealthAutoConfiguration.class,
                    DynawrapObservationAutoConfiguration.class))
            .withBean(ObservationRegistry.class, ObservationRegistry::create)
            .withPropertyValues(
                    "dynawrap.dynamodb.region=eu-west-1", "management.endpoints.web.exposure.include=dynawrap");

    /** A store that notes which methods of another one are called. */
    private static ItemStore noting(ItemStore store, List<String> calls) {
        return (ItemStore) Proxy.newProxyInstance(
                DecoratedStoreTest.class.getClassLoader(),
                new Class<?>[] {ItemStore.class},
                (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    return method.invoke(store, arguments);
                });
    }

    private static void assertHealthAndEndpointOfTheStore(ApplicationContext context) {
        assertThat(context.getBean(HealthContributor.class)).isNotInstanceOf(CompositeHealthContributor.class);
        assertThat(context.getBean(DynawrapEndpoint.class).store().backend()).isEqualTo("dynamodb");
    }

    @Test
    void aPostProcessorMayReturnAJdkProxy() {
        List<String> calls = new ArrayList<>();
        runner.withBean(BeanPostProcessor.class, () -> new BeanPostProcessor() {
                    @Override
                    public Object postProcessAfterInitialization(Object bean, String name) {
                        return bean instanceof ItemStore store ? noting(store, calls) : bean;
                    }
                })
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    context.getBean(ItemStore.class).table("stories");
                    assertThat(calls).containsExactly("table");
                    assertHealthAndEndpointOfTheStore(context);
                });
    }

    /** As Spring Boot configures aspects: with proxies of classes, and ours are final. */
    @Test
    void anAspectMayAdviseEveryPartOfTheStore() {
        for (Class<?> advised : List.of(
                ItemStore.class,
                StoreAdmin.class,
                Backend.class,
                StoreListener.class,
                HealthContributor.class,
                DynawrapEndpoint.class)) {
            runner.withBean("creator", DefaultAdvisorAutoProxyCreator.class, () -> {
                        DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
                        creator.setProxyTargetClass(true);
                        return creator;
                    })
                    .withBean("aspect", DefaultPointcutAdvisor.class, () -> aspect(advised))
                    .run(context -> {
                        assertThat(context).as("%s", advised).hasNotFailed();
                        assertThat(AopUtils.isAopProxy(context.getBean(advised)))
                                .as("%s", advised)
                                .isTrue();
                        assertHealthAndEndpointOfTheStore(context);
                    });
        }
    }

    private static DefaultPointcutAdvisor aspect(Class<?> advised) {
        StaticMethodMatcherPointcut pointcut = new StaticMethodMatcherPointcut() {
            @Override
            public boolean matches(java.lang.reflect.Method method, Class<?> target) {
                return true;
            }
        };
        pointcut.setClassFilter(new RootClassFilter(advised));
        return new DefaultPointcutAdvisor(pointcut, (MethodInterceptor) call -> call.proceed());
    }

    @Test
    void aStoreOfTheApplicationMayDecorateOurs() {
        runner.withUserConfiguration(Decorating.class).run(context -> {
            assertThat(context).hasNotFailed();
            ItemStore store = context.getBeanProvider(ItemStore.class).getObject();
            store.table("stories");
            assertThat(context.getBean(Decorating.class).calls).containsExactly("table");
            assertThat(context.getBean("dynawrapItemStore")).isInstanceOf(DefaultItemStore.class);
            assertThat(context).doesNotHaveBean(HealthContributor.class);
        });
    }

    @Test
    void aPrimaryStoreOfTheApplicationMayDecorateOurs() {
        runner.withUserConfiguration(PrimaryDecorator.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(ItemStore.class)).isSameAs(context.getBean("audited"));
            assertThat(context.getBeansOfType(HealthContributor.class)).isEmpty();
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Decorating {

        private final List<String> calls = new ArrayList<>();

        @Bean
        ItemStore audited(@Qualifier("dynawrapItemStore") ItemStore store) {
            return noting(store, calls);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PrimaryDecorator {

        @Bean
        @Primary
        ItemStore audited(@Qualifier("dynawrapItemStore") ItemStore store) {
            return noting(store, new ArrayList<>());
        }
    }
}
