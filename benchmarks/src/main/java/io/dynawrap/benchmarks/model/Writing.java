package io.dynawrap.benchmarks.model;

/** What an owner has written, to be read with one query. */
public sealed interface Writing permits Draft, Story {}
