package io.dynawrap.autoconfigure;

import io.dynawrap.DbItem;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.util.ClassUtils;

/**
 * The application's models. Found by a scan of its packages; in an application that was processed ahead of time, named by
 * the code made then.
 *
 * @param classes the classes annotated {@link DbItem}
 */
record Models(Set<Class<?>> classes) {

    /** Called by the code that {@link ModelsAotProcessor} makes; a model may be a class which that code may not name. */
    static Models named(String... names) {
        ClassLoader classLoader = ClassUtils.getDefaultClassLoader();
        return new Models(Set.of(Stream.of(names)
                .map(name -> ClassUtils.resolveClassName(name, classLoader))
                .toArray(Class<?>[]::new)));
    }

    /** The logical names of their tables, sorted; those of models that name none are not among them. */
    List<String> tables() {
        return classes.stream()
                .map(model -> model.getAnnotation(DbItem.class).table())
                .filter(table -> !table.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }
}
