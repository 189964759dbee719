package io.dynawrap.test;

import io.dynawrap.autoconfigure.DynawrapJacksonCustomizer;
import java.util.Set;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/** Leaves out the components that are not part of the slice. */
final class ItemStoreTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<ItemStoreTest> {

    ItemStoreTypeExcludeFilter(Class<?> testClass) {
        super(testClass);
    }

    @Override
    protected Set<Class<?>> getKnownIncludes() {
        return Set.of(DynawrapJacksonCustomizer.class);
    }
}
