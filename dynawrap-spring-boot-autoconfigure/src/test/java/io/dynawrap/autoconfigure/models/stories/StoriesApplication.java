package io.dynawrap.autoconfigure.models.stories;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** An application that has models. */
@EnableAutoConfiguration
@Configuration(proxyBeanMethods = false)
public class StoriesApplication {}
