package io.dynawrap.docs.python;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dynawrap.DbItem;
import io.dynawrap.SchemaVersion;
import org.jspecify.annotations.Nullable;

@DbItem(pk = "USER#{owner}", sk = "STORY#{story_id}", table = "stories")
record Story(
        String owner,
        @JsonProperty("story_id") String storyId,
        String title,
        @Nullable String content,
        @SchemaVersion @Nullable String schemaVersion) {}
