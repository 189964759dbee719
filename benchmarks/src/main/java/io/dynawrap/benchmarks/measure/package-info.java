/** Interleaved measurement, and what comes of it: medians, ratios and whether a bar is met. */
@NullMarked
package io.dynawrap.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
