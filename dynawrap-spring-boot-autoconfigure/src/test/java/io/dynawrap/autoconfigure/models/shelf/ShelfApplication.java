package io.dynawrap.autoconfigure.models.shelf;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** An application with models of several classes, one of them not public. */
@EnableAutoConfiguration
@Configuration(proxyBeanMethods = false)
public class ShelfApplication {}
