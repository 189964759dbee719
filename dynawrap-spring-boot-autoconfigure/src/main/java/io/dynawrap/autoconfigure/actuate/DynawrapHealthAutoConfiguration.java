package io.dynawrap.autoconfigure.actuate;

import io.dynawrap.autoconfigure.DynawrapAutoConfiguration;
import io.dynawrap.engine.StoreAdmin;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.CompositeHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ProxyType;
import org.springframework.context.annotation.Proxyable;

/**
 * Creates the health contributor {@code dynawrap}, with a part for each {@link StoreAdmin} if there are several. {@code
 * management.health.dynawrap.enabled=false} turns it off.
 */
@AutoConfiguration(after = DynawrapAutoConfiguration.class)
@ConditionalOnClass({CompositeHealthContributorConfiguration.class, HealthIndicator.class})
@ConditionalOnBean(StoreAdmin.class)
@ConditionalOnEnabledHealthIndicator("dynawrap")
public final class DynawrapHealthAutoConfiguration
        extends CompositeHealthContributorConfiguration<DynawrapHealthIndicator, StoreAdmin> {

    DynawrapHealthAutoConfiguration() {
        super(DynawrapHealthIndicator::new);
    }

    @Bean
    @Proxyable(ProxyType.INTERFACES)
    @ConditionalOnMissingBean(name = {"dynawrapHealthContributor", "dynawrapHealthIndicator"})
    HealthContributor dynawrapHealthContributor(ConfigurableListableBeanFactory beans) {
        return createContributor(beans, StoreAdmin.class);
    }
}
