package io.dynawrap.sample;

import org.jspecify.annotations.Nullable;

/**
 * A request to move a story.
 *
 * @param to the next owner
 */
record MoveBody(@Nullable String to) {}
