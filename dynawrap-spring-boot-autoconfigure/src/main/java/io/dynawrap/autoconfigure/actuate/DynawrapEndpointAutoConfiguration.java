package io.dynawrap.autoconfigure.actuate;

import io.dynawrap.autoconfigure.DynawrapAutoConfiguration;
import io.dynawrap.engine.StoreAdmin;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Creates the endpoint {@code dynawrap}, if the management settings of the application make it available. */
@AutoConfiguration(after = DynawrapAutoConfiguration.class)
@ConditionalOnClass({ConditionalOnAvailableEndpoint.class, Endpoint.class})
@ConditionalOnAvailableEndpoint(endpoint = DynawrapEndpoint.class)
public final class DynawrapEndpointAutoConfiguration {

    DynawrapEndpointAutoConfiguration() {}

    @Bean
    @ConditionalOnSingleCandidate(StoreAdmin.class)
    @ConditionalOnMissingBean
    DynawrapEndpoint dynawrapEndpoint(StoreAdmin store, ListableBeanFactory beans) {
        // further stores are not default candidates, so a map of beans as a parameter would not hold them
        Map<String, StoreAdmin> others = new HashMap<>(beans.getBeansOfType(StoreAdmin.class));
        others.values().remove(store);
        return new DynawrapEndpoint(store, others);
    }
}
