/** The results as a Markdown table and as a plot. */
@NullMarked
package io.dynawrap.benchmarks.report;

import org.jspecify.annotations.NullMarked;
