package io.dynawrap.explorer;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the explorer.
 *
 * @param enabled Whether there is a page at /dynawrap that shows stored items. It needs the actuator's endpoint 'dynawrap'
 *     exposed over the web, too. Not for production.
 * @param allowedHosts Names or addresses, without a port, under which the page may be reached besides those of the own machine
 *     (localhost and its addresses). Requests to any other host are refused.
 */
@ConfigurationProperties("dynawrap.explorer")
record ExplorerProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue List<String> allowedHosts) {}
