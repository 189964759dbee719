package io.dynawrap.benchmarks.startup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the sample application does with its store. */
public interface BareStories {

    /**
     * Stores a story.
     *
     * @param story the story
     */
    void save(BareStory story);

    /**
     * Reads a story.
     *
     * @param owner its owner
     * @param storyId its id
     * @return the story, or {@code null} when there is none
     */
    @Nullable BareStory get(String owner, String storyId);

    /**
     * Deletes a story.
     *
     * @param owner its owner
     * @param storyId its id
     */
    void delete(String owner, String storyId);

    /**
     * Reads stories of an owner.
     *
     * @param owner the owner
     * @param prefix how their ids begin
     * @return the stories in the order of their ids
     */
    List<BareStory> list(String owner, String prefix);
}
