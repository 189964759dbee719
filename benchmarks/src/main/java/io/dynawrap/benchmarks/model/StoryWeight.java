package io.dynawrap.benchmarks.model;

import java.util.function.Consumer;

/** A sum over all fields of stories that depends on their order, so that readers of the same stories can be compared. */
public final class StoryWeight implements Consumer<Story> {

    private long sum;

    /** Begins with no story. */
    public StoryWeight() {}

    @Override
    public void accept(Story story) {
        sum = sum * 31
                + story.owner().hashCode()
                + story.storyId().hashCode()
                + story.title().hashCode()
                + story.content().length()
                + story.likes()
                + (story.published() ? 1 : 0)
                + story.createdAt().getNano()
                + story.tags().size();
    }

    /**
     * The sum so far.
     *
     * @return the sum
     */
    public long sum() {
        return sum;
    }
}
