/**
 * What an application with Spring Boot's actuator shows of its store. Without the actuator nothing here is used.
 */
@NullMarked
package io.dynawrap.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
