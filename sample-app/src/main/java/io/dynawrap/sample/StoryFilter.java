package io.dynawrap.sample;

import static io.dynawrap.Condition.field;

import io.dynawrap.InvalidKeyException;
import io.dynawrap.ItemQuery;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import java.util.function.Function;

/**
 * Which stories of an owner a request lists. An empty text is no condition.
 *
 * @param prefix the text at the start of the id
 * @param from the first id
 * @param to the last id
 * @param minLikes the smallest number of likes
 */
record StoryFilter(String prefix, String from, String to, long minLikes) {

    ItemQuery<Story> query(ItemStore store, String owner) {
        KeyValues partition = KeyValues.of("owner", owner);
        if (prefix.isEmpty()) {
            return filtered(bounded(store.query(Story.class, partition)));
        }
        if (!from.isEmpty() || !to.isEmpty()) {
            throw new InvalidFieldException("prefix", "Give a prefix, or bounds, not both.");
        }
        store.query(Story.class, partition); // so that an exception below is that of the prefix
        try {
            return filtered(store.query(Story.class, partition.and("storyId", prefix)));
        } catch (InvalidKeyException e) {
            throw new InvalidFieldException("prefix", "No storyId starts with this prefix.");
        }
    }

    private ItemQuery<Story> bounded(ItemQuery<Story> query) {
        ItemQuery<Story> bounded = query;
        if (!from.isEmpty()) {
            bounded = bound("from", from, bounded::from);
        }
        if (!to.isEmpty()) {
            bounded = bound("to", to, bounded::to);
        }
        return bounded;
    }

    private static ItemQuery<Story> bound(String name, String id, Function<Object, ItemQuery<Story>> bound) {
        try {
            return bound.apply(id);
        } catch (InvalidKeyException e) {
            throw new InvalidFieldException(name, "No storyId can be compared with this text.");
        }
    }

    private ItemQuery<Story> filtered(ItemQuery<Story> query) {
        if (minLikes == 0) {
            return query; // a story without likes has no such field
        }
        if (minLikes < 0) {
            throw new InvalidFieldException("minLikes", "The smallest number of likes is 0.");
        }
        return query.filter(field("likes").atLeast(minLikes));
    }
}
