package io.dynawrap.sample;

/**
 * The answer to a count.
 *
 * @param count the number of stories
 */
record CountAnswer(long count) {}
