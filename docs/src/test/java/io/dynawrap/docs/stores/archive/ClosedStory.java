package io.dynawrap.docs.stores.archive;

import io.dynawrap.DbItem;

@DbItem(pk = "YEAR#{year}", sk = "STORY#{storyId}", table = "closed-stories")
public record ClosedStory(int year, String storyId, String title) {}
