package io.dynawrap.engine;

import io.dynawrap.Condition;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.KeyValues;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyMatch;
import io.dynawrap.key.KeyRange;
import io.dynawrap.key.SortBound;
import io.dynawrap.key.TextKeys;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.BoundCondition;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The items of all models under a sealed interface. The range is that of the text with which the sort keys of all of them start;
 * each item in it is looked up by its key.
 *
 * @param set the models
 * @param range the keys to read
 * @param ranges for each model the keys of its items that are to be found
 */
record SeveralModels<T>(ModelSet<T> set, KeyRange range, List<KeyRange> ranges) implements QueryTarget<T> {

    static <T> SeveralModels<T> query(ModelSet<T> set, KeyValues values) {
        return of(set, type -> type.keys().exactRange(values));
    }

    static <T> SeveralModels<T> scan(ModelSet<T> set, KeyValues values) {
        return of(set, type -> type.keys().scanRange(values));
    }

    private static <T> SeveralModels<T> of(ModelSet<T> set, Function<ItemType<?>, KeyRange> rangeOf) {
        List<KeyRange> ranges = set.types().stream().map(rangeOf).toList();
        String start = ranges.stream()
                .map(range -> range.sort().text())
                .reduce(SeveralModels::commonStart)
                .orElseThrow();
        KeyRange all = new KeyRange(ranges.get(0).partition(), KeyMatch.prefix(start));
        return new SeveralModels<>(set, all, ranges);
    }

    private static String commonStart(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        boolean splits = length > 0 && Character.isHighSurrogate(one.charAt(length - 1));
        return one.substring(0, splits ? length - 1 : length);
    }

    @Override
    public String name() {
        return set.name();
    }

    @Override
    public String id() {
        return set.types().stream()
                .map(type -> type.model().getName())
                .sorted()
                .collect(Collectors.joining(",", set.model().getName() + ":", ""));
    }

    @Override
    public SortBound sortBound() {
        throw new InvalidKeyException(
                name() + ": a bound applies to the sort key of one model, and this is a sealed interface with several."
                        + " Query one of its models.",
                null);
    }

    @Override
    public @Nullable ItemType<? extends T> typeOf(ItemKey key) {
        for (int i = 0; i < ranges.size(); i++) {
            ItemType<? extends T> type = set.types().get(i);
            if (ranges.get(i).contains(key) && type.matches(key)) {
                return type;
            }
        }
        return null;
    }

    @Override
    public boolean includesItemsWithoutModel() {
        return false;
    }

    @Override
    public @Nullable ItemKey positionAfterExtensionsOf(ItemKey key, boolean reverse) {
        return null;
    }

    @Override
    public @Nullable TextKeys textKeys(KeyRange within) {
        return null;
    }

    @Override
    public Optional<String> expiresAt() {
        return set.types().stream().flatMap(type -> type.expiresAt().stream()).findFirst();
    }

    /** Whether an item has expired depends on its model, so the filter does not say. */
    @Override
    public BoundCondition bind(Condition filter, ItemExpiry expiry) {
        return ConditionBinder.bind(set, filter);
    }

    @Override
    public ItemType<T> single() {
        throw new InvalidModelException(name()
                + " is a sealed interface with several models, whose items are not deleted together. Call deleteAll for each of"
                + " its models.");
    }
}
