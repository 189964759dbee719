package io.dynawrap.autoconfigure;

import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

/** Whole applications, with every auto-configuration on the class path in the order that Spring Boot gives them. */
public final class Applications {

    private Applications() {}

    /** Starts an application that does not see the embedded database on the tests' class path. */
    public static ConfigurableApplicationContext start(Class<?> application, String... properties) {
        return start(application, new FilteredClassLoader("org.h2"), properties);
    }

    public static ConfigurableApplicationContext start(
            Class<?> application, ClassLoader classLoader, String... properties) {
        return application(application, classLoader).run(arguments(properties));
    }

    /** Starts an application while others start. It leaves the logging alone, which Spring Boot sets up for the JVM. */
    public static ConfigurableApplicationContext startBesideOthers(Class<?> application, String... properties) {
        SpringApplication starting = application(application, new FilteredClassLoader("org.h2"));
        starting.setListeners(starting.getListeners().stream()
                .filter(listener -> !(listener instanceof LoggingApplicationListener))
                .toList());
        return starting.run(arguments(properties));
    }

    private static SpringApplication application(Class<?> application, ClassLoader classLoader) {
        return new SpringApplicationBuilder(new DefaultResourceLoader(classLoader), application)
                .web(WebApplicationType.NONE)
                .application();
    }

    /** Docker Compose is switched off, which Spring Boot does in tests by itself, but not in threads that they start. */
    private static String[] arguments(String... properties) {
        return Stream.concat(Stream.of("spring.docker.compose.enabled=false"), Stream.of(properties))
                .map(property -> "--" + property)
                .toArray(String[]::new);
    }
}
