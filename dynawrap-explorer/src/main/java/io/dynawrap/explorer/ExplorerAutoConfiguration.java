package io.dynawrap.explorer;

import io.dynawrap.autoconfigure.actuate.DynawrapEndpoint;
import io.dynawrap.autoconfigure.actuate.DynawrapEndpointAutoConfiguration;
import io.dynawrap.engine.StoreAdmin;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Creates the page at {@code /dynawrap}. It requires two settings: {@code dynawrap.explorer.enabled}, and a management
 * rule that exposes the actuator's endpoint {@code dynawrap} over the web on the application's own port. With the first
 * setting alone the application starts without the page, and a warning lists what is missing. So a setting that slipped
 * into production neither shows data nor prevents the start.
 */
@AutoConfiguration(after = DynawrapEndpointAutoConfiguration.class)
@EnableConfigurationProperties(ExplorerProperties.class)
public final class ExplorerAutoConfiguration {

    ExplorerAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty("dynawrap.explorer.enabled")
    @ConditionalOnClass({ConditionalOnAvailableEndpoint.class, DispatcherServlet.class})
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnManagementPort(ManagementPortType.SAME)
    @ConditionalOnAvailableEndpoint(endpoint = DynawrapEndpoint.class, exposure = EndpointExposure.WEB)
    @ConditionalOnSingleCandidate(StoreAdmin.class)
    @ImportRuntimeHints(ExplorerHints.class)
    static class Present {

        @Bean
        ExplorerController dynawrapExplorer(StoreAdmin store, ExplorerProperties properties) {
            return new ExplorerController(store, new AllowedHosts(properties.allowedHosts()));
        }

        @Bean
        ExplorerNotice dynawrapExplorerNotice() {
            return new ExplorerNotice(ExplorerNotice.PRESENT);
        }
    }

    @Bean
    @ConditionalOnBooleanProperty("dynawrap.explorer.enabled")
    @ConditionalOnMissingBean(name = "dynawrapExplorer")
    ExplorerNotice dynawrapExplorerAbsence() {
        return new ExplorerNotice(ExplorerNotice.ABSENT);
    }
}
