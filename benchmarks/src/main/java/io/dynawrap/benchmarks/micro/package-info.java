/** Key patterns and the codec by themselves, with JMH. */
@NullMarked
package io.dynawrap.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
