package io.dynawrap.benchmarks.measure;

/** What one operation took on the average of one turn; processor time and bytes are those of the calling thread. */
record Turn(double nanos, double cpuNanos, double bytes) {}
