package io.dynawrap.docs.languages;

import io.dynawrap.DbItem;
import java.util.Objects;

/** What Lombok generates for {@code @Data}, {@code @NoArgsConstructor} and {@code @AllArgsConstructor}. */
@DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
public class DataStory {

    private String owner;
    private String storyId;
    private String title;

    public DataStory() {}

    public DataStory(String owner, String storyId, String title) {
        this.owner = owner;
        this.storyId = storyId;
        this.title = title;
    }

    public String getOwner() {
        return owner;
    }

    public void setOwner(String owner) {
        this.owner = owner;
    }

    public String getStoryId() {
        return storyId;
    }

    public void setStoryId(String storyId) {
        this.storyId = storyId;
    }

    public String getTitle() {
        return title;
    }

    public void setTitle(String title) {
        this.title = title;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof DataStory other
                && Objects.equals(owner, other.owner)
                && Objects.equals(storyId, other.storyId)
                && Objects.equals(title, other.title);
    }

    @Override
    public int hashCode() {
        return Objects.hash(owner, storyId, title);
    }
}
