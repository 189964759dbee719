package io.dynawrap.differential;

import io.dynawrap.differential.Model.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a search finds: the items of one model, or those of all models under a sealed interface. */
sealed interface Searched permits Model, Searched.Models {

    Class<?> type();

    Role role();

    /** One model, or several. */
    List<Model> models();

    /**
     * All models under a sealed interface.
     *
     * @param role whether they may be searched together
     */
    record Models(Class<?> type, Role role, List<Model> models) implements Searched {

        @Override
        public String toString() {
            return type.getSimpleName();
        }
    }

    /** Whether it is a sealed interface, for which some settings are refused. */
    default boolean isSealed() {
        return this instanceof Models;
    }

    /** The model of a key, if it is one of these. */
    default Optional<Model> modelOf(Row.Key key) {
        return models().stream()
                .filter(model -> model.parse(key.partition(), key.sort()) != null)
                .findFirst();
    }

    /** The fields of a row as its model reads them, or {@code null} if it cannot. */
    default @Nullable Map<String, @Nullable Object> read(Row row) {
        return modelOf(row.key()).map(row::as).orElse(null);
    }

    /** Whether all models that have a field store it alike, so that a filter can compare it. */
    default boolean canBeFiltered(Check filter) {
        return filter.comparedFields().stream()
                .allMatch(field -> models().stream()
                                .map(model -> model.fields().get(field))
                                .filter(kind -> kind != null && kind != Kind.ANY) // which has the form of the operand
                                .map(Kind::form)
                                .distinct()
                                .count()
                        < 2);
    }
}
