package io.dynawrap.autoconfigure.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.core.ResolvableType;

/**
 * Registers the reflection with which Jackson reads and writes a model and every type that its fields lead to. Spring's
 * registrar does it for one class. This class adds array fields, fields without a getter, subtypes named by an
 * annotation, and sealed interfaces, which are asked for the models that they permit.
 */
final class ModelHints {

    private final BindingReflectionHintsRegistrar registrar = new BindingReflectionHintsRegistrar();
    private final Set<Class<?>> seen = new HashSet<>();
    private final ReflectionHints hints;

    ModelHints(ReflectionHints hints) {
        this.hints = hints;
    }

    void register(Class<?> type) {
        if (!isOfTheApplication(type) || !seen.add(type)) {
            return;
        }
        registrar.registerReflectionHints(hints, type);
        registerAll(ResolvableType.forClass(type).getSuperType());
        Stream.of(type.getInterfaces()).filter(Class::isSealed).forEach(this::register);
        Stream.of(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .forEach(field -> registerAll(ResolvableType.forField(field)));
        Stream.of(type.getDeclaredMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && method.getParameterCount() == 0)
                .forEach(method -> registerAll(ResolvableType.forMethodReturnType(method)));
        subtypes(type).forEach(this::register);
    }

    /** Registers the type, its type arguments, and the component type of an array. */
    private void registerAll(ResolvableType type) {
        if (type.isArray()) {
            registerAll(type.getComponentType());
            return;
        }
        Stream.of(type.getGenerics()).forEach(this::registerAll);
        Class<?> raw = type.resolve();
        if (raw != null) {
            register(raw);
        }
    }

    private static Stream<Class<?>> subtypes(Class<?> type) {
        JsonSubTypes named = type.getAnnotation(JsonSubTypes.class);
        Class<?> @Nullable [] permitted = type.getPermittedSubclasses();
        return Stream.concat(
                named == null ? Stream.empty() : Stream.of(named.value()).map(JsonSubTypes.Type::value),
                permitted == null ? Stream.empty() : Stream.of(permitted));
    }

    /** Types of the JDK are excluded: Jackson writes them without reflection. */
    private static boolean isOfTheApplication(Class<?> type) {
        return !type.isPrimitive() && !type.getName().startsWith("java.");
    }
}
