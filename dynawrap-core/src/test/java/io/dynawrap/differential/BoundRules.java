package io.dynawrap.differential;

import io.dynawrap.differential.Model.Place;
import io.dynawrap.differential.Step.Bound;
import io.dynawrap.differential.Step.Search;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules for bounds: which field they are on, whether it can have any, and which values they include. */
final class BoundRules {

    private final Search search;
    private final Model model;
    private final @Nullable Place place;
    private final boolean isLast;
    private final String before;

    /**
     * Looks for the field with the bounds.
     *
     * @param texts the texts of the values that the search has
     */
    BoundRules(Search search, Map<String, String> texts) {
        this.search = search;
        this.model = search.searched().models().get(0);
        Model.KeyForm sortKey = model.sortKey();
        List<Place> places = sortKey.places();
        Place next = null;
        boolean last = false;
        for (int i = places.size() - 1; i >= 0; i--) {
            if (!texts.containsKey(places.get(i).name())) {
                next = places.get(i);
                last = i == places.size() - 1 && sortKey.texts().get(i + 1).isEmpty();
            }
        }
        this.place = next;
        this.isLast = last;
        this.before = sortKey.upToGap(texts);
    }

    /** Whether all bounds may be set. */
    boolean arePossible() {
        if (search.bounds().isEmpty()) {
            return true;
        }
        if (place == null || search.searched().isSealed()) {
            return false;
        }
        boolean sorts = switch (kind()) {
            case TEXT -> isLast;
            case INT, LONG -> place.width() > 0;
            default -> true;
        };
        return sorts
                && search.bounds().stream().allMatch(bound -> {
                    Object value = value(bound.value());
                    return value != null
                            && (!(value instanceof String text) || StoredForm.bytes(before + text) <= 1024);
                });
    }

    private Kind kind() {
        return model.fields().get(place.name());
    }

    /** The value of a bound, or {@code null} if the field has no such value. */
    private @Nullable Object value(Object given) {
        Kind kind = kind();
        boolean isText = given instanceof String;
        if (kind == Kind.INT || kind == Kind.LONG) {
            boolean fits = isText ? kind.isKeyText((String) given, place.width()) : Kind.isInteger(given);
            return fits ? new BigInteger(given.toString()) : null;
        }
        if (!isText
                && (given instanceof LocalDate && kind == Kind.DATE
                        || given instanceof Instant && kind == Kind.INSTANT)) {
            return given;
        }
        String text = model.keyText(place.name(), given);
        return text == null ? null : ofText(text);
    }

    private Object ofText(String text) {
        return switch (kind()) {
            case INT, LONG -> new BigInteger(text);
            case DATE -> LocalDate.parse(text);
            case INSTANT -> Instant.parse(text);
            default -> text;
        };
    }

    /** Whether a key with some texts is within the bounds. */
    boolean include(Map<String, String> texts) {
        Bound lower = null;
        Bound upper = null;
        for (Bound bound : search.bounds()) {
            if (bound.side() == Step.Side.FROM || bound.side() == Step.Side.AFTER) {
                lower = bound;
            } else {
                upper = bound;
            }
        }
        return (lower == null || compare(texts, lower) > (lower.side() == Step.Side.FROM ? -1 : 0))
                && (upper == null || compare(texts, upper) < (upper.side() == Step.Side.TO ? 1 : 0));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private int compare(Map<String, String> texts, Bound bound) {
        Object value = ofText(texts.get(place.name()));
        Object other = value(bound.value());
        int order = value instanceof String text
                ? new Row.Key("", text).compareTo(new Row.Key("", (String) other))
                : ((Comparable) value).compareTo(other);
        return Integer.signum(order);
    }
}
