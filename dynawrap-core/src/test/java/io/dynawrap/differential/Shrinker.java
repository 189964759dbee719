package io.dynawrap.differential;

import io.dynawrap.OnError;
import io.dynawrap.differential.Step.Bound;
import io.dynawrap.differential.Step.Item;
import io.dynawrap.differential.Step.Search;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a failing program small: takes out steps by delta debugging, and from each step that is left what it does without.
 */
final class Shrinker {

    private final Predicate<List<Step>> fails;
    private int triesLeft;

    /**
     * A shrinker.
     *
     * @param fails whether a program fails
     * @param tries how many programs may be tried
     */
    Shrinker(Predicate<List<Step>> fails, int tries) {
        this.fails = fails;
        this.triesLeft = tries;
    }

    List<Step> shrink(List<Step> program) {
        List<Step> smallest = withoutSuperfluous(program, this::fails);
        boolean smaller = true;
        while (smaller && triesLeft > 0) {
            smaller = false;
            for (int i = 0; i < smallest.size(); i++) {
                Step step = simplest(smallest, i);
                if (step != smallest.get(i)) {
                    smallest = with(smallest, i, step);
                    smaller = true;
                }
            }
        }
        return withoutSuperfluous(smallest, this::fails);
    }

    private boolean fails(List<Step> program) {
        return triesLeft-- > 0 && fails.test(program);
    }

    /** Takes out ever smaller runs of elements without which the failure stays. */
    private static <T> List<T> withoutSuperfluous(List<T> elements, Predicate<List<T>> fails) {
        List<T> left = elements;
        for (int size = Math.max(1, left.size() / 2); size > 0; size /= 2) {
            for (int from = left.size() - size; from >= 0; from -= size) {
                List<T> without = new ArrayList<>(left.subList(0, from));
                without.addAll(left.subList(from + size, left.size()));
                if (fails.test(without)) {
                    left = without;
                }
            }
        }
        return left;
    }

    /** A simpler step in the place of one with which the program fails too, or the same. */
    private Step simplest(List<Step> program, int place) {
        Step step = program.get(place);
        if (step instanceof Step.Batch batch) {
            List<Item> items =
                    withoutSuperfluous(batch.items(), fewer -> fails(with(program, place, new Step.Batch(fewer))));
            if (items.size() < batch.items().size()) {
                return new Step.Batch(items);
            }
            return items.size() == 1 && fails(with(program, place, new Step.Save(items.get(0))))
                    ? new Step.Save(items.get(0))
                    : step;
        } else if (step instanceof Step.MixedBatch batch) {
            List<Step> operations = withoutSuperfluous(
                    batch.operations(), fewer -> fails(with(program, place, new Step.MixedBatch(fewer))));
            return operations.size() < batch.operations().size() ? new Step.MixedBatch(operations) : step;
        } else if (step instanceof Step.Transact transaction) {
            List<Step> operations = withoutSuperfluous(
                    transaction.operations(),
                    fewer -> fails(with(program, place, new Step.Transact(fewer, transaction.token()))));
            Step fewer = new Step.Transact(operations, transaction.token());
            Step withoutToken = new Step.Transact(operations, null);
            return transaction.token() != null && fails(with(program, place, withoutToken))
                    ? withoutToken
                    : operations.size() < transaction.operations().size() ? fewer : step;
        } else if (step instanceof Step.GetAll getAll) {
            List<Map<String, ?>> keys = withoutSuperfluous(
                    getAll.keys(), fewer -> fails(with(program, place, new Step.GetAll(getAll.model(), fewer))));
            return keys.size() < getAll.keys().size() ? new Step.GetAll(getAll.model(), keys) : step;
        } else if (step instanceof Step.Save save) {
            Item item = simplest(save.item(), simpler -> fails(with(program, place, new Step.Save(simpler))));
            return item == save.item() ? step : new Step.Save(item);
        } else if (step instanceof Step.Find find) {
            for (Search search : simpler(find.search())) {
                Step simpler = new Step.Find(search, find.run());
                if (!search.equals(find.search()) && fails(with(program, place, simpler))) {
                    return simpler;
                }
            }
        }
        return step;
    }

    private static Item simplest(Item item, Predicate<Item> fails) {
        Item simplest = item;
        for (String name : item.fields().keySet()) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>(simplest.fields());
            Item without = new Item(item.model(), fields);
            if (fields.remove(name) != null && fails.test(without)) {
                simplest = without;
            }
        }
        return simplest;
    }

    private static List<Search> simpler(Search s) {
        List<Search> simpler = new ArrayList<>(Stream.of(
                        new Search(
                                s.searched(), s.scan(), s.key(), s.reverse(), null, null, null, null, List.of(), null),
                        changed(s, false, s.onError(), s.consistent(), s.limit(), s.threads()),
                        changed(s, s.reverse(), null, s.consistent(), s.limit(), s.threads()),
                        changed(s, s.reverse(), s.onError(), null, s.limit(), s.threads()),
                        changed(s, s.reverse(), s.onError(), s.consistent(), null, s.threads()),
                        changed(s, s.reverse(), s.onError(), s.consistent(), s.limit(), null))
                .toList());
        simpler.add(s.with(s.bounds(), null));
        for (int i = 0; i < s.bounds().size(); i++) {
            List<Bound> fewer = new ArrayList<>(s.bounds());
            fewer.remove(i);
            simpler.add(s.with(fewer, s.filter()));
        }
        if (s.filter() instanceof Check.And and) {
            simpler.add(s.with(s.bounds(), and.one()));
            simpler.add(s.with(s.bounds(), and.other()));
        } else if (s.filter() instanceof Check.Or or) {
            simpler.add(s.with(s.bounds(), or.one()));
            simpler.add(s.with(s.bounds(), or.other()));
        }
        return simpler;
    }

    private static Search changed(
            Search s,
            boolean reverse,
            @Nullable OnError onError,
            @Nullable Boolean consistent,
            @Nullable Integer limit,
            @Nullable Integer threads) {
        return new Search(
                s.searched(), s.scan(), s.key(), reverse, onError, consistent, limit, threads, s.bounds(), s.filter());
    }

    private static List<Step> with(List<Step> program, int place, Step step) {
        List<Step> changed = new ArrayList<>(program);
        changed.set(place, step);
        return changed;
    }
}
