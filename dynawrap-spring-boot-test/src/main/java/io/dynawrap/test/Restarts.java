package io.dynawrap.test;

import java.util.function.Supplier;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.util.ClassUtils;

/** Keeps objects while Spring Boot's devtools restart the application in the same process. */
final class Restarts {

    private static final boolean DEVTOOLS = ClassUtils.isPresent(
            "org.springframework.boot.devtools.restart.Restarter", Restarts.class.getClassLoader());

    private Restarts() {}

    /**
     * Returns the object that this or an earlier start of the application created under a name. Without devtools it
     * returns a new object. So it does in tests, where devtools are on the class path but restart nothing.
     */
    @SuppressWarnings("unchecked")
    static <T> T keep(String name, Supplier<T> factory) {
        return mayHappen() ? (T) Restarter.getInstance().getOrAddAttribute(name, factory::get) : factory.get();
    }

    /** Reports whether the application can be restarted, so that objects are kept. */
    static boolean mayHappen() {
        return DEVTOOLS && Devtools.restart();
    }

    /** Loaded only if devtools are on the class path. */
    private static final class Devtools {

        private static boolean restart() {
            try {
                return Restarter.getInstance().getInitialUrls() != null;
            } catch (IllegalStateException e) {
                // no application was started by SpringApplication
                return false;
            }
        }
    }
}
