/** The sample application beside the same application without Dynawrap. */
@NullMarked
package io.dynawrap.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
