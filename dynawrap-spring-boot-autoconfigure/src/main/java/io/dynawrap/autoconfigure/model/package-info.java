/**
 * Finds the models of an application: by a scan at startup, or when the application is processed ahead of time. It uses no
 * other package of the auto-configuration. {@link io.dynawrap.autoconfigure.model.Models} is public for the package that
 * creates the store; applications use no type of this package.
 */
@NullMarked
package io.dynawrap.autoconfigure.model;

import org.jspecify.annotations.NullMarked;
