package io.dynawrap.test;

import io.dynawrap.autoconfigure.BackendType;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;
import org.springframework.test.context.TestContext;
import org.springframework.util.StringUtils;

/** Builds one test context for each backend of a class, which differ in a property. */
final class ItemStoreTestContextBootstrapper extends TestSliceTestContextBootstrapper<ItemStoreTest> {

    private static final String CHECK_EVERY_ITEM = "dynawrap.check-every-item=true";

    private @Nullable BackendType building;

    @Override
    public TestContext buildTestContext() {
        Class<?> testClass = getBootstrapContext().getTestClass();
        Set<BackendType> backends = BackendsExtension.backends(testClass);
        if (backends.isEmpty()) {
            return super.buildTestContext();
        }
        Map<BackendType, TestContext> contexts = new EnumMap<>(BackendType.class);
        for (BackendType backend : backends) {
            building = backend;
            contexts.put(backend, super.buildTestContext());
        }
        return new BackendsTestContext(
                testClass, buildMergedContextConfiguration(), getCacheAwareContextLoaderDelegate(), contexts);
    }

    /** The properties of the test come last and override those of the slice. */
    @Override
    protected String @Nullable [] getProperties(Class<?> testClass) {
        String[] properties = super.getProperties(testClass);
        if (building != null) {
            properties = StringUtils.addStringToArray(
                    properties, "dynawrap.backend=" + building.name().toLowerCase(Locale.ROOT));
        }
        return StringUtils.concatenateStringArrays(new String[] {CHECK_EVERY_ITEM}, properties);
    }
}
