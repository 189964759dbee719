package io.dynawrap.benchmarks.dynamodb;

import io.dynawrap.benchmarks.model.Story;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The mapping that is written by hand, for use without a network. */
public final class HandMapping {

    private HandMapping() {}

    /**
     * A story as attributes, those of its key included.
     *
     * @param story the story
     * @return the attributes
     */
    public static Map<String, AttributeValue> attributes(Story story) {
        return LowLevelStories.attributes(story);
    }

    /**
     * The story of some attributes.
     *
     * @param attributes the attributes
     * @return the story
     */
    public static Story story(Map<String, AttributeValue> attributes) {
        return LowLevelStories.story(attributes);
    }

    /**
     * A client that gets no answer to anything.
     *
     * @return the client, which the caller closes
     */
    public static DynamoDbClient clientWithoutNetwork() {
        return new StubHttpClient(Map.of(), 0).client();
    }
}
