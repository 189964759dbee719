package io.dynawrap.docs.semantics;

import io.dynawrap.DbItem;
import io.dynawrap.SchemaVersion;

@DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
public record Story(
        String owner,
        String storyId,
        String title,
        @SchemaVersion String schemaVersion) {}
