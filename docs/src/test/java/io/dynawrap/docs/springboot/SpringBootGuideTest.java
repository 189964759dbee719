package io.dynawrap.docs.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.test.EmbeddedServers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class SpringBootGuideTest {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WithPostProcessor {

        @Bean
        static CallLog callLog() {
            return new CallLog();
        }

        @Bean
        static BeanPostProcessor loggedStore(CallLog log) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof ItemStore store ? log.log(store) : bean;
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WithDecorator {

        @Bean
        CallLog callLog() {
            return new CallLog();
        }

        @Bean
        ItemStore loggedStore(@Qualifier("dynawrapItemStore") ItemStore store, CallLog log) {
            return log.log(store);
        }
    }

    private static ConfigurableApplicationContext start(Class<?> application) {
        return SpringApplication.run(
                new Class<?>[] {application, EmbeddedServers.class},
                new String[] {"--spring.main.web-application-type=none", "--dynawrap.backend=postgres"});
    }

    private static void assertCallsAreLogged(ConfigurableApplicationContext context) {
        ItemStore store = context.getBeanProvider(ItemStore.class).getObject();
        Story saved = store.save(new Story("johndoe", "1", "One"));
        assertThat(store.get(Story.class, KeyValues.of("owner", "johndoe", "storyId", "1")))
                .contains(saved);
        assertThat(context.getBean(CallLog.class).calls()).containsExactly("save", "get");
    }

    @Test
    void aPostProcessorDecoratesTheStoreAndItsHealthRemains() {
        try (ConfigurableApplicationContext context = start(WithPostProcessor.class)) {
            assertCallsAreLogged(context);
            HealthIndicator health = context.getBean("dynawrapHealthContributor", HealthIndicator.class);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void aStoreOfTheApplicationDecoratesTheOneOfTheStarter() {
        try (ConfigurableApplicationContext context = start(WithDecorator.class)) {
            assertCallsAreLogged(context);
            assertThat(context.containsBean("dynawrapHealthContributor")).isFalse();
        }
    }
}
