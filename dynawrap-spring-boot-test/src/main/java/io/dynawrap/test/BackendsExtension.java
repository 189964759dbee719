package io.dynawrap.test;

import io.dynawrap.autoconfigure.BackendType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Runs a test class once for each of its backends. Must be registered before Spring's extension, which requests an
 * application context whenever it creates an instance of the class or runs a test. The backend of the thread must be
 * set by then.
 */
final class BackendsExtension
        implements ClassTemplateInvocationContextProvider,
                TestInstancePreConstructCallback,
                BeforeEachCallback,
                AfterEachCallback {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(BackendsExtension.class);
    private static final ThreadLocal<BackendType> CURRENT = new ThreadLocal<>();

    /**
     * Returns the backends that a class or its enclosing class declares, in that order; empty for the configured
     * backend.
     */
    static Set<BackendType> backends(Class<?> testClass) {
        ItemStoreTest annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass, ItemStoreTest.class);
        Set<BackendType> backends = new LinkedHashSet<>();
        if (annotation != null) {
            backends.addAll(List.of(annotation.backends()));
        }
        return backends;
    }

    /** Returns the backend of the test that this thread runs. */
    static @Nullable BackendType current() {
        return CURRENT.get();
    }

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<? extends ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
            ExtensionContext context) {
        Set<BackendType> backends = backends(context.getRequiredTestClass());
        return backends.isEmpty()
                ? Stream.of(new Invocation(null))
                : backends.stream().map(Invocation::new);
    }

    /** Creates instances inside the run on one backend, not before all runs. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        enter(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        enter(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        CURRENT.remove();
    }

    private static void enter(ExtensionContext context) {
        BackendType backend = context.getStore(NAMESPACE).get(BackendType.class, BackendType.class);
        if (backend != null) {
            CURRENT.set(backend);
        }
    }

    private record Invocation(@Nullable BackendType backend) implements ClassTemplateInvocationContext {

        @Override
        public String getDisplayName(int index) {
            return backend == null ? "configured backend" : backend.toString();
        }

        @Override
        public void prepareInvocation(ExtensionContext context) {
            if (backend != null) {
                context.getStore(NAMESPACE).put(BackendType.class, backend);
            }
        }
    }
}
