package io.dynawrap.sample;

/**
 * The answer to the deletion of all stories of an owner.
 *
 * @param deleted the number of deleted stories
 */
record DeletedAnswer(long deleted) {}
