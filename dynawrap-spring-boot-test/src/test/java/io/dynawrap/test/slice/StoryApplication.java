package io.dynawrap.test.slice;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication(proxyBeanMethods = false)
class StoryApplication {}
