/** The record that is stored, and how items of it are made. */
@NullMarked
package io.dynawrap.benchmarks.model;

import org.jspecify.annotations.NullMarked;
