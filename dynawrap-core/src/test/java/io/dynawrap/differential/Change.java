package io.dynawrap.differential;

import io.dynawrap.ItemUpdate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of one field by an update, with rules of its own for what it makes of the stored fields.
 *
 * @param value the value, the number or the elements
 */
record Change(How how, String field, @Nullable Object value) {

    enum How {
        SET,
        SET_IF_ABSENT,
        ADD,
        APPEND,
        REMOVE
    }

    private static final Set<Kind> NUMBERS = Set.of(Kind.INT, Kind.LONG, Kind.DECIMAL, Kind.DOUBLE, Kind.ANY);
    private static final Set<Kind> LISTS = Set.of(Kind.TEXTS, Kind.ANY);

    /** Adds it to an update of the library. */
    void addTo(ItemUpdate<?> update) {
        switch (how) {
            case SET -> update.set(field, value);
            case SET_IF_ABSENT -> update.setIfAbsent(field, value);
            case ADD -> update.add(field, (Number) value);
            case APPEND -> update.append(field, (List<?>) value);
            default -> update.remove(field);
        }
    }

    /** Whether an update of a model may have these changes. */
    static boolean areValid(Model model, List<Change> changes) {
        long fields = changes.stream().map(Change::field).distinct().count();
        return !changes.isEmpty()
                && fields == changes.size()
                && changes.stream().allMatch(change -> change.isValid(model));
    }

    private boolean isValid(Model model) {
        Kind kind = model.fields().get(field);
        if (kind == null
                || kind == Kind.MORE
                || model.keyNames().contains(field)
                || field.equals(model.itemVersion())) {
            return false;
        }
        boolean fits = switch (how) {
            case ADD -> NUMBERS.contains(kind);
            case APPEND -> LISTS.contains(kind);
            default -> true;
        };
        return fits && (value == null || StoredForm.mayBeStored(model, stored(model), 0));
    }

    private Map<String, @Nullable Object> stored(Model model) {
        return StoredForm.of(model, Map.of(field, value));
    }

    /**
     * Makes changes of the stored fields of an item.
     *
     * @return the fields afterwards, or {@code null} if a change cannot be made
     */
    static @Nullable Map<String, @Nullable Object> apply(
            Model model, List<Change> changes, Map<String, @Nullable Object> stored) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(stored);
        for (Change change : changes) {
            if (!change.apply(model, stored.get(change.field), changed)) {
                return null;
            }
        }
        return changed;
    }

    private boolean apply(Model model, @Nullable Object old, Map<String, @Nullable Object> changed) {
        Object operand = value == null ? null : stored(model).get(field);
        switch (how) {
            case ADD -> {
                if (old != null && !(old instanceof BigDecimal)) {
                    return false;
                }
                BigDecimal sum = old == null ? (BigDecimal) operand : ((BigDecimal) old).add((BigDecimal) operand);
                BigDecimal canonical = sum.signum() == 0 ? BigDecimal.ZERO : sum.stripTrailingZeros();
                changed.put(field, canonical);
                return isInRange(model.fields().get(field), sum)
                        && StoredForm.mayBeStored(model, Map.of(field, canonical), 0);
            }
            case APPEND -> {
                if (old != null && !(old instanceof List)) {
                    return false;
                }
                List<@Nullable Object> elements = new ArrayList<>(old == null ? List.of() : (List<?>) old);
                elements.addAll((List<?>) operand);
                changed.put(field, elements);
            }
            case SET_IF_ABSENT -> changed.put(field, old == null ? operand : old);
            default -> {
                if (how == How.REMOVE || operand == null) {
                    changed.remove(field);
                } else {
                    changed.put(field, operand);
                }
            }
        }
        return true;
    }

    private static boolean isInRange(Kind kind, BigDecimal sum) {
        long least = kind == Kind.INT ? Integer.MIN_VALUE : Long.MIN_VALUE;
        long most = kind == Kind.INT ? Integer.MAX_VALUE : Long.MAX_VALUE;
        return (kind != Kind.INT && kind != Kind.LONG)
                || (sum.compareTo(BigDecimal.valueOf(least)) >= 0 && sum.compareTo(BigDecimal.valueOf(most)) <= 0);
    }

    /**
     * Increases the version of stored fields.
     *
     * @return whether there is a next one
     */
    static boolean increaseVersion(Model model, Map<String, @Nullable Object> changed) {
        String field = model.itemVersion();
        if (field == null) {
            return true;
        }
        Object old = changed.get(field);
        if (old != null && !(old instanceof BigDecimal)) {
            return false;
        }
        BigDecimal next = old == null ? BigDecimal.ONE : ((BigDecimal) old).add(BigDecimal.ONE);
        changed.put(field, next.stripTrailingZeros());
        return next.signum() > 0 && isInRange(Kind.INT, next);
    }
}
