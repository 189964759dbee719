package io.dynawrap.benchmarks.postgres;

/** The primary key of a story's row. */
record StoryRowId(String owner, String storyId) {}
