package io.dynawrap.autoconfigure.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class PostgresPropertiesTest {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(WithProperties.class);

    @Test
    void withoutASettingTheSearchPathDecides() {
        runner.run(context ->
                assertThat(context.getBean(PostgresProperties.class)).isEqualTo(new PostgresProperties(null, false)));
    }

    @Test
    void theSchemaIsRead() {
        runner.withPropertyValues("dynawrap.postgres.schema=app")
                .run(context ->
                        assertThat(context.getBean(PostgresProperties.class)).isEqualTo(new PostgresProperties("app", false)));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(PostgresProperties.class)
    static class WithProperties {}
}
