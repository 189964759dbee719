package io.dynawrap.test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** An application that knows nothing of embedded servers. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class NoteApplication {}
