package io.dynawrap.engine;

import io.dynawrap.DbItem;
import io.dynawrap.InvalidConditionException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.mapping.FieldOperand;
import io.dynawrap.mapping.ItemField;
import io.dynawrap.mapping.ItemType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The models under a sealed interface: all its permitted types, and those of sealed interfaces among them. They share a table and a
 * partition key, so that one query finds the items of all. As fields of a condition, a field that some models do not have is absent
 * there.
 *
 * @param model the sealed interface
 * @param types the models, in the order of their declaration
 */
record ModelSet<T>(Class<T> model, List<ItemType<? extends T>> types) implements ConditionFields {

    /** Reports whether a class stands for several models. */
    static boolean isSet(Class<?> model) {
        return model.isInterface() && model.isSealed() && !model.isAnnotationPresent(DbItem.class);
    }

    /** Returns the type of a model. */
    @FunctionalInterface
    interface Types {
        <M> ItemType<M> of(Class<M> model);
    }

    /** Returns the sealed interfaces that stand for some of several models, sorted by name. */
    static List<StoreDescription.SealedInterface> over(List<ItemType<?>> types) {
        Set<Class<?>> interfaces = new TreeSet<>(Comparator.comparing(Class::getName));
        types.forEach(type -> collectSealed(type.model(), interfaces));
        List<StoreDescription.SealedInterface> found = new ArrayList<>();
        for (Class<?> one : interfaces) {
            List<ItemType<?>> models = modelsOf(one, types);
            if (!models.isEmpty()) {
                found.add(new StoreDescription.SealedInterface(one, models));
            }
        }
        return found;
    }

    /** Returns the models for which a sealed interface stands; empty if one is missing, or if the interface has another purpose. */
    private static List<ItemType<?>> modelsOf(Class<?> set, List<ItemType<?>> types) {
        try {
            Set<? extends Class<?>> permitted = permittedBy(set);
            List<ItemType<?>> models = types.stream()
                    .filter(type -> permitted.contains(type.model()))
                    .toList();
            if (models.size() < permitted.size()) {
                return List.of();
            }
            checkTogether(set, models);
            return models;
        } catch (InvalidModelException e) {
            return List.of();
        }
    }

    private static void collectSealed(Class<?> type, Set<Class<?>> found) {
        for (Class<?> implemented : type.getInterfaces()) {
            if (isSet(implemented)) {
                found.add(implemented);
            }
            collectSealed(implemented, found);
        }
    }

    /**
     * Examines a sealed interface.
     *
     * @throws InvalidModelException if a permitted type is no model, or the models cannot be found by one query
     */
    static <T> ModelSet<T> of(Class<T> model, Types known) {
        List<ItemType<? extends T>> types = new ArrayList<>();
        for (Class<? extends T> permitted : permittedBy(model)) {
            types.add(known.of(permitted));
        }
        checkTogether(model, types);
        return new ModelSet<>(model, List.copyOf(types));
    }

    private static <T> Set<Class<? extends T>> permittedBy(Class<T> set) {
        Set<Class<? extends T>> found = new LinkedHashSet<>();
        collect(set, set, found);
        return found;
    }

    private static <T> void collect(Class<T> set, Class<?> part, Set<Class<? extends T>> found) {
        for (Class<?> permitted : part.getPermittedSubclasses()) {
            if (isSet(permitted)) {
                collect(set, permitted, found);
            } else if (!permitted.isAnnotationPresent(DbItem.class)) {
                throw invalid(
                        set,
                        permitted,
                        permitted.isInterface()
                                ? "is not sealed, so its models are not known. Seal it, or remove it."
                                : "is no model. Annotate it with @DbItem, or query the models one by one.");
            } else if (!found.add(permitted.asSubclass(set))) {
                throw invalid(set, permitted, "is permitted twice. Let it implement one of the interfaces.");
            }
        }
    }

    private static void checkTogether(Class<?> model, List<? extends ItemType<?>> types) {
        ItemType<?> first = types.get(0);
        for (ItemType<?> type : types) {
            if (type.viewOf().isPresent()) {
                throw invalid(model, type.model(), "is a view, whose items are those of another model. Remove it.");
            }
            if (!type.table().equals(first.table())) {
                throw differs(
                        model, type, first, "table", table -> table.table().orElse("none"));
            }
            if (!type.partitionKey().equals(first.partitionKey())) {
                throw differs(
                        model,
                        type,
                        first,
                        "partition key",
                        key -> key.partitionKey().text());
            }
            for (String field : type.partitionKey().names()) {
                Class<?> fieldType = type.keys().fieldTypes().get(field);
                if (!Objects.equals(fieldType, first.keys().fieldTypes().get(field))) {
                    throw differs(
                            model,
                            type,
                            first,
                            "type of the field '" + field + "' in its key",
                            of -> String.valueOf(of.keys().fieldTypes().get(field)));
                }
            }
        }
    }

    private static InvalidModelException differs(
            Class<?> model, ItemType<?> type, ItemType<?> first, String what, Function<ItemType<?>, String> value) {
        return invalid(
                model,
                type.model(),
                "has another " + what + " than " + first.name() + ": '" + value.apply(type) + "', not '"
                        + value.apply(first)
                        + "'. The models of a sealed interface share the table and the partition key.");
    }

    private static InvalidModelException invalid(Class<?> set, Class<?> permitted, String problem) {
        return new InvalidModelException(set.getSimpleName() + " stands for the models that it permits, but "
                + permitted.getSimpleName() + " " + problem);
    }

    @Override
    public String name() {
        return model.getSimpleName();
    }

    @Override
    public void check(List<String> path) {
        withField(path);
    }

    @Override
    public FieldOperand operand(List<String> path, @Nullable Object value) {
        return inOneForm(path, type -> type.fields().operand(path, value));
    }

    @Override
    public FieldOperand bound(List<String> path, @Nullable Object value) {
        return inOneForm(path, type -> type.fields().bound(path, value));
    }

    @Override
    public FieldOperand element(List<String> path, @Nullable Object value) {
        return inOneForm(path, type -> type.fields().element(path, value));
    }

    @Override
    public List<ItemField> of(Object item) {
        throw new InvalidConditionException(
                name() + ": unchanged(..) compares the fields of one model. Query that model.", null, null);
    }

    private List<ItemType<? extends T>> withField(List<String> path) {
        List<ItemType<? extends T>> having =
                types.stream().filter(type -> problem(type, path).isEmpty()).toList();
        if (having.isEmpty()) {
            throw new InvalidConditionException(
                    name() + ": no model has the field '" + String.join("/", path) + "'. "
                            + problem(types.get(0), path).orElseThrow().getMessage(),
                    path.get(0),
                    null);
        }
        return having;
    }

    private static Optional<InvalidConditionException> problem(ItemType<?> type, List<String> path) {
        try {
            type.fields().check(path);
            return Optional.empty();
        } catch (InvalidConditionException e) {
            return Optional.of(e);
        }
    }

    private FieldOperand inOneForm(List<String> path, Function<ItemType<?>, FieldOperand> convert) {
        List<ItemType<? extends T>> having = withField(path);
        FieldOperand operand = convert.apply(having.get(0));
        for (ItemType<?> type : having.subList(1, having.size())) {
            FieldOperand other = convert.apply(type);
            if (other.order() != operand.order()
                    || other.anyOrder() != operand.anyOrder()
                    || !ValueEquality.isEqual(other.value(), operand.value())) {
                throw new InvalidConditionException(
                        name() + ": the field '" + String.join("/", path) + "' is stored in different forms by "
                                + having.get(0).name() + " and " + type.name() + ". Query one of the models.",
                        path.get(0),
                        null);
            }
        }
        return operand;
    }
}
