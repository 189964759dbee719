package io.dynawrap.autoconfigure.model;

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

/** Finds the models in the packages of the application. */
final class ModelScan extends ClassPathScanningCandidateComponentProvider {

    private ModelScan(ApplicationContext context) {
        super(false, context.getEnvironment());
        setResourceLoader(context);
        addIncludeFilter(new AnnotationTypeFilter(DbItem.class, false));
    }

    /** Returns the classes annotated {@link DbItem} in the packages that Spring Boot scans, and below them. */
    static Set<Class<?>> models(ApplicationContext context) {
        List<String> packages =
                AutoConfigurationPackages.has(context) ? AutoConfigurationPackages.get(context) : List.of();
        ModelScan scan = new ModelScan(context);
        return packages.stream()
                .flatMap(name -> scan.findCandidateComponents(name).stream())
                .map(found ->
                        ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), context.getClassLoader()))
                // from JDK 24 on Spring reads class files in a way that reports local classes as independent
                .filter(model -> !model.isLocalClass())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Accepts interfaces and abstract classes too: Jackson reads them through their subtypes. */
    @Override
    protected boolean isCandidateComponent(AnnotatedBeanDefinition found) {
        return found.getMetadata().isIndependent();
    }
}
