package io.dynawrap.autoconfigure.models.expiring;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** An application whose items expire. */
@EnableAutoConfiguration
@Configuration(proxyBeanMethods = false)
public class ExpiringApplication {}
