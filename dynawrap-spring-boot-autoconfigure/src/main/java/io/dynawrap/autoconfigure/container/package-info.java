/**
 * Connection details of DynamoDB Local and LocalStack that run in containers, started by Testcontainers or by Docker
 * Compose. Spring Boot finds these factories by itself, where its support for one or the other is on the class path.
 */
@NullMarked
package io.dynawrap.autoconfigure.container;

import org.jspecify.annotations.NullMarked;
