package io.dynawrap.docs.observability;

import io.dynawrap.DbItem;

@DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
record Story(String owner, String storyId, String title) {}
