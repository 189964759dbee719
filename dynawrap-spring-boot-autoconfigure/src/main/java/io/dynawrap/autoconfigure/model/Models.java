package io.dynawrap.autoconfigure.model;

import io.dynawrap.DbItem;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * The models of an application. They are found by a scan of its packages. In an application that was processed ahead of
 * time, the generated code names them.
 *
 * @param classes the classes annotated {@link DbItem}
 */
public record Models(Set<Class<?>> classes) {

    /**
     * Finds the models in the packages that Spring Boot scans, and below them.
     *
     * @param context the context of the application
     * @return the models; empty where Spring Boot knows no packages
     */
    public static Models of(ApplicationContext context) {
        return new Models(ModelScan.models(context));
    }

    /**
     * Returns the models with the given class names. The code that {@link ModelsAotProcessor} generates calls this method.
     * Names are used because the generated code has no access to a class that is not public.
     */
    static Models named(String... names) {
        ClassLoader classLoader = ClassUtils.getDefaultClassLoader();
        return new Models(Set.of(Stream.of(names)
                .map(name -> ClassUtils.resolveClassName(name, classLoader))
                .toArray(Class<?>[]::new)));
    }

    /**
     * Returns those of the models that are in some packages, or below them.
     *
     * @param packages the names of the packages
     * @return these models
     */
    public Models inPackages(Collection<String> packages) {
        return filtered(model -> isIn(model, packages));
    }

    /**
     * Returns the models without those that are in some packages, or below them.
     *
     * @param packages the names of the packages
     * @return the other models
     */
    public Models outsidePackages(Collection<String> packages) {
        return filtered(model -> !isIn(model, packages));
    }

    private Models filtered(Predicate<Class<?>> accepted) {
        return new Models(classes.stream().filter(accepted).collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static boolean isIn(Class<?> model, Collection<String> packages) {
        return packages.stream().anyMatch(name -> (model.getPackageName() + ".").startsWith(name + "."));
    }

    /**
     * Returns the logical names of the tables that the models name.
     *
     * @return the names, sorted, each once
     */
    public List<String> tables() {
        return classes.stream()
                .map(model -> model.getAnnotation(DbItem.class).table())
                .filter(table -> !table.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }
}
