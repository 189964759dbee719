package io.dynawrap.benchmarks.startup;

/**
 * The applications that are started in turns.
 *
 * @param sample the sample with the starter of both backends
 * @param lean the sample with the starter of its backend
 * @param bare the application without Dynawrap
 */
record Applications(Application sample, Application lean, Application bare) {}
