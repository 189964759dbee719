package io.dynawrap.explorer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the explorer.
 *
 * @param enabled Whether there is a page at /dynawrap that shows stored items. It needs the actuator's endpoint 'dynawrap'
 *     exposed over the web, too. Not for production.
 */
@ConfigurationProperties("dynawrap.explorer")
record ExplorerProperties(@DefaultValue("false") boolean enabled) {}
