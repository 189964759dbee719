package io.dynawrap.benchmarks.postgres;

import io.dynawrap.benchmarks.model.Story;
import java.time.Instant;
import java.util.List;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** A story as Spring Data JDBC maps it, with a column for each field. */
@Table("story_rows")
record StoryRow(
        @Id StoryRowId id,
        String title,
        String content,
        long likes,
        boolean published,
        Instant createdAt,
        List<String> tags) {

    static StoryRow of(Story story) {
        return new StoryRow(
                new StoryRowId(story.owner(), story.storyId()),
                story.title(),
                story.content(),
                story.likes(),
                story.published(),
                story.createdAt(),
                story.tags());
    }

    Story toStory() {
        return new Story(id.owner(), id.storyId(), title, content, likes, published, createdAt, tags);
    }
}
