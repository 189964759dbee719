package io.dynawrap.sample;

import java.util.List;

/**
 * Stories that were asked for by their keys.
 *
 * @param items the stories that exist, in the order of the keys
 */
record StoryList(List<StoryBody> items) {}
