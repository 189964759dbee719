package io.dynawrap.docs.stores;

import io.dynawrap.DbItem;

@DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
public record Story(String owner, String storyId, String title) {}
