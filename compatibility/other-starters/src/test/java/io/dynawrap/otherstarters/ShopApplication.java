package io.dynawrap.otherstarters;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** What such an application has: an entity with its repository, a model of Dynawrap, and a service that uses both. */
@SpringBootApplication
class ShopApplication {}
