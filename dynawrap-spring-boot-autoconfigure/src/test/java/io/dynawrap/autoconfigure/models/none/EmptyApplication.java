package io.dynawrap.autoconfigure.models.none;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** An application whose package holds no model. */
@EnableAutoConfiguration
@Configuration(proxyBeanMethods = false)
public class EmptyApplication {}
