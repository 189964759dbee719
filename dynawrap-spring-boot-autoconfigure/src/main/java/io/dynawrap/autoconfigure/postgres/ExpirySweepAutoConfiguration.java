package io.dynawrap.autoconfigure.postgres;

import io.dynawrap.autoconfigure.BackendConfiguration;
import io.dynawrap.autoconfigure.BackendType;
import io.dynawrap.autoconfigure.DynawrapAutoConfiguration;
import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.postgres.PostgresBackend;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** Deletes expired items of the stores on PostgreSQL in the background. On DynamoDB the service does that. */
@AutoConfiguration(after = DynawrapAutoConfiguration.class)
@EnableConfigurationProperties(PostgresProperties.class)
public final class ExpirySweepAutoConfiguration {

    ExpirySweepAutoConfiguration() {}

    @ConditionalOnClass({JdbcTemplate.class, PostgresBackend.class})
    @BackendConfiguration(BackendType.POSTGRES)
    static class ExpirySweepConfiguration {

        @Bean
        @ConditionalOnBean(StoreAdmin.class)
        @ConditionalOnProperty(name = "dynawrap.postgres.expiry-sweep.enabled", matchIfMissing = true)
        @ConditionalOnMissingBean
        ExpirySweeper dynawrapExpirySweeper(ListableBeanFactory beans, PostgresProperties properties) {
            return new ExpirySweeper(beans, properties.expirySweep());
        }
    }
}
