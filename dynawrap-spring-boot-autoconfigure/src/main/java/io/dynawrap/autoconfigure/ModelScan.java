package io.dynawrap.autoconfigure;

import io.dynawrap.DbItem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Finds the models in the application's packages. */
final class ModelScan extends ClassPathScanningCandidateComponentProvider {

    private ModelScan(ApplicationContext context) {
        super(false, context.getEnvironment());
        setResourceLoader(context);
        addIncludeFilter(new AnnotationTypeFilter(DbItem.class, false));
    }

    /** The classes annotated {@link DbItem} in the packages that Spring Boot scans, and below them. */
    static Set<Class<?>> models(ApplicationContext context) {
        List<String> packages =
                AutoConfigurationPackages.has(context) ? AutoConfigurationPackages.get(context) : List.of();
        ModelScan scan = new ModelScan(context);
        return packages.stream()
                .flatMap(name -> scan.findCandidateComponents(name).stream())
                .map(found ->
                        ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), context.getClassLoader()))
                // the way in which Spring reads class files from JDK 24 on takes local classes for independent ones
                .filter(model -> !model.isLocalClass())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A model need not be a concrete class: Jackson reads interfaces and abstract classes through their subtypes. */
    @Override
    protected boolean isCandidateComponent(AnnotatedBeanDefinition found) {
        return found.getMetadata().isIndependent();
    }
}
