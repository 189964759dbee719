package io.dynawrap.test;

import io.dynawrap.autoconfigure.BackendType;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.CacheAwareContextLoaderDelegate;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.DefaultTestContext;

/** The test context of a class that runs on several backends; its application context is that of the current one. */
final class BackendsTestContext extends DefaultTestContext {

    private final transient Map<BackendType, TestContext> contexts;

    BackendsTestContext(
            Class<?> testClass,
            MergedContextConfiguration configuration,
            CacheAwareContextLoaderDelegate loader,
            Map<BackendType, TestContext> contexts) {
        super(testClass, configuration, loader);
        this.contexts = contexts;
    }

    /**
     * Creates a copy for another thread; Spring calls this constructor by reflection.
     *
     * @param original the test context to copy
     */
    public BackendsTestContext(BackendsTestContext original) {
        super(original);
        this.contexts = original.contexts;
    }

    @Override
    public boolean hasApplicationContext() {
        TestContext current = current();
        return current != null && current.hasApplicationContext();
    }

    @Override
    public ApplicationContext getApplicationContext() {
        TestContext current = current();
        if (current == null) {
            throw new IllegalStateException("""
                    @ItemStoreTest(backends = ...) gives %s an application context for each backend, and no context \
                    outside of a single test. Nothing can be injected into @BeforeAll and @AfterAll methods, nor into an \
                    instance for all tests: use @BeforeEach, and no @TestInstance(PER_CLASS).\
                    """.formatted(getTestClass().getName()));
        }
        return current.getApplicationContext();
    }

    @Override
    public void markApplicationContextUnused() {
        contexts.values().forEach(TestContext::markApplicationContextUnused);
    }

    @Override
    public void markApplicationContextDirty(@Nullable HierarchyMode mode) {
        TestContext current = current();
        if (current != null) {
            current.markApplicationContextDirty(mode);
        } else {
            contexts.values().forEach(context -> context.markApplicationContextDirty(mode));
        }
    }

    private @Nullable TestContext current() {
        BackendType backend = BackendsExtension.current();
        return backend == null ? null : contexts.get(backend);
    }
}
