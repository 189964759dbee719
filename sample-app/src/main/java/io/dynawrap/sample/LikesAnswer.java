package io.dynawrap.sample;

/**
 * The answer to a like.
 *
 * @param likes how often the story was liked, this time included
 */
record LikesAnswer(long likes) {}
