package io.dynawrap.autoconfigure.models.unclosed;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** An application that must not start. */
@EnableAutoConfiguration
@Configuration(proxyBeanMethods = false)
public class UnclosedApplication {}
