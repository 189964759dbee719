/** What Dynawrap costs beside code written by hand. Each part runs in a process of its own. */
@NullMarked
package io.dynawrap.benchmarks;

import org.jspecify.annotations.NullMarked;
