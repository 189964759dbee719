package io.dynawrap.explorer.explored;

/** What a user has: several models in one partition. */
public sealed interface OwnerItem permits Note, Story {}
