package io.dynawrap.benchmarks.micro;

import io.dynawrap.KeyValues;
import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemType;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Makes keys, recognises them and takes them apart, beside code for the one pattern that is needed here. */
@State(Scope.Thread)
public class KeyBenchmark {

    private static final Pattern PARTITION_KEY = Pattern.compile("USER#([^#]+)");
    private static final Pattern SORT_KEY = Pattern.compile("STORY#([^#]+)");

    private final ItemType<Story> type = ItemType.of(Story.class);
    private final Story story = Stories.story("johndoe", 1234);
    private final KeyValues values = KeyValues.of("owner", story.owner(), "storyId", story.storyId());
    private final ItemKey key = type.key(story);

    /** Keys to work on. */
    public KeyBenchmark() {}

    /** Ends the benchmark unless both ways give the same. */
    @Setup
    public void check() {
        Expected.same(formatByHand(), format());
        Expected.same(formatByHand(), formatValues());
        Expected.same(matchByHand(), match());
        Expected.same(parseByHand(), parse().map(KeyBenchmark::asMap));
    }

    private static Map<String, String> asMap(KeyValues parsed) {
        return Map.of("owner", String.valueOf(parsed.get("owner")), "storyId", String.valueOf(parsed.get("storyId")));
    }

    /**
     * The key of an item.
     *
     * @return the key
     */
    @Benchmark
    public ItemKey format() {
        return type.key(story);
    }

    /**
     * The key with some values.
     *
     * @return the key
     */
    @Benchmark
    public ItemKey formatValues() {
        return type.key(values);
    }

    /**
     * Texts put together.
     *
     * @return the key
     */
    @Benchmark
    public ItemKey formatByHand() {
        return new ItemKey(Stories.partitionKey(story.owner()), Stories.sortKey(story.storyId()));
    }

    /**
     * Whether a key is one of the model.
     *
     * @return that it is
     */
    @Benchmark
    public boolean match() {
        return type.matches(key);
    }

    /**
     * The same with regular expressions.
     *
     * @return that it is
     */
    @Benchmark
    public boolean matchByHand() {
        return PARTITION_KEY.matcher(key.partitionKey()).matches()
                && SORT_KEY.matcher(key.sortKey()).matches();
    }

    /**
     * The values of a key.
     *
     * @return the values
     */
    @Benchmark
    public Optional<KeyValues> parse() {
        return type.parse(key);
    }

    /**
     * The same with regular expressions.
     *
     * @return the values
     */
    @Benchmark
    public Optional<Map<String, String>> parseByHand() {
        Matcher partitionKey = PARTITION_KEY.matcher(key.partitionKey());
        Matcher sortKey = SORT_KEY.matcher(key.sortKey());
        return partitionKey.matches() && sortKey.matches()
                ? Optional.of(Map.of("owner", partitionKey.group(1), "storyId", sortKey.group(1)))
                : Optional.empty();
    }
}
