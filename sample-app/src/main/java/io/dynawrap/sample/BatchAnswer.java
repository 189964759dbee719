package io.dynawrap.sample;

/**
 * The answer to a batch.
 *
 * @param written how many stories were stored, each key counted once
 */
record BatchAnswer(int written) {}
