/**
 * Connection details of DynamoDB Local and LocalStack in containers that Testcontainers or Docker Compose starts. Spring Boot
 * finds the factories itself, if its support for one or the other is on the class path. No type is public.
 */
@NullMarked
package io.dynawrap.autoconfigure.container;

import org.jspecify.annotations.NullMarked;
