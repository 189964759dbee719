package io.dynawrap.sample;

/** What is stored in the partition of an owner, to be read with one query. */
public sealed interface OwnerItem permits Profile, Story {}
