package io.dynawrap.sample;

/**
 * The answer to a batch.
 *
 * @param written the number of stored stories, each key counted once
 */
record BatchAnswer(int written) {}
