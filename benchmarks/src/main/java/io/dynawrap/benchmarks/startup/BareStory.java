package io.dynawrap.benchmarks.startup;

import org.jspecify.annotations.Nullable;

/**
 * A story of the sample application.
 *
 * @param owner in the partition key
 * @param storyId in the sort key
 * @param title the title
 * @param content the text
 */
public record BareStory(
        String owner,
        String storyId,
        @Nullable String title,
        @Nullable String content) {}
