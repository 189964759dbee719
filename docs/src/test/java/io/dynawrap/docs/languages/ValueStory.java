package io.dynawrap.docs.languages;

import io.dynawrap.DbItem;
import java.beans.ConstructorProperties;
import java.util.Objects;

/** What Lombok generates for {@code @Value} with {@code lombok.anyConstructor.addConstructorProperties = true}. */
@DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
public final class ValueStory {

    private final String owner;
    private final String storyId;
    private final String title;

    @ConstructorProperties({"owner", "storyId", "title"})
    public ValueStory(String owner, String storyId, String title) {
        this.owner = owner;
        this.storyId = storyId;
        this.title = title;
    }

    public String getOwner() {
        return owner;
    }

    public String getStoryId() {
        return storyId;
    }

    public String getTitle() {
        return title;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ValueStory other
                && owner.equals(other.owner)
                && storyId.equals(other.storyId)
                && title.equals(other.title);
    }

    @Override
    public int hashCode() {
        return Objects.hash(owner, storyId, title);
    }
}
