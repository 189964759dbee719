package io.dynawrap.autoconfigure;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Registers the settings of the store. It precedes the class that imports it, whose own settings would follow its beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DynawrapProperties.class)
class StoreSettings {}
