package io.dynawrap.test;

import java.util.function.Supplier;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.util.ClassUtils;

/** What outlives an application that Spring Boot's devtools starts again in the same process. */
final class Restarts {

    private static final boolean DEVTOOLS = ClassUtils.isPresent(
            "org.springframework.boot.devtools.restart.Restarter", Restarts.class.getClassLoader());

    private Restarts() {}

    /**
     * The object that was made under a name, by this start of the application or by one before it. Without devtools a
     * new one, as in tests: there devtools are on the class path too, but restart nothing.
     */
    @SuppressWarnings("unchecked")
    static <T> T keep(String name, Supplier<T> maker) {
        return mayHappen() ? (T) Restarter.getInstance().getOrAddAttribute(name, maker::get) : maker.get();
    }

    /** Whether the application may start again, and finds then what was kept. */
    static boolean mayHappen() {
        return DEVTOOLS && Devtools.restart();
    }

    /** Loaded only where there are devtools. */
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
