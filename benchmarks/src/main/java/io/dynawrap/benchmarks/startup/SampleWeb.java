package io.dynawrap.benchmarks.startup;

import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;

/**
 * What the sample application has that is no matter of its store, from the sample itself: its page and the settings of its
 * web server and its JSON. Named, for its classes are on the class path of the process that is measured only.
 */
public final class SampleWeb implements ImportSelector {

    /** A selector, made by Spring. */
    public SampleWeb() {}

    @Override
    public String[] selectImports(AnnotationMetadata importingClass) {
        return new String[] {"io.dynawrap.sample.PageController", "io.dynawrap.sample.WebConfiguration"};
    }
}
